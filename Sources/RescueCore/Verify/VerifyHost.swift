/// The world a verification runs in: its clock, its patience, and who wants to know.
package protocol VerifyHost: RunHost {
    /// Learns what happened; called on the verifier's thread, between commands.
    func report(_ event: VerifyEvent, _ progress: VerifyProgress)
}

/// What happens in a verification, as it happens.
public enum VerifyEvent: Hashable, Sendable {
    /// The disc is about to be read again.
    case started
    /// A command goes to the drive, and may take its time.
    case reading(SectorRange)
    /// The drive is in trouble, or something was done about it.
    case drive(DriveEvent)
    /// A chunk was compared.
    case compared(SectorRange)
    /// The pass is over; sectors that differ are read a third time.
    case rereading(sectors: Int)
    /// The verification is over.
    case ended(VerifyEnd)
}

/// Why a verification came to its end.
public enum VerifyEnd: Hashable, Sendable {
    /// Every sector was looked at.
    case complete
    /// Somebody asked for it; the result is of what was compared so far.
    case interrupted
    /// The time allowed was used up; the result is of what was compared so far.
    case outOfTime
    /// Another disc is in the drive now; the result says nothing.
    case otherDisc
    /// The disc or the drive is gone, or does not get ready.
    case driveLost(ReadFault)
    /// The drive fails every command, wherever it reads: it hangs, the disc is not to blame.
    case driveWedged(ReadFault)
}

/// Where a verification stands.
public struct VerifyProgress: Sendable {
    /// How many sectors there are to be compared.
    public var sectorsToCompare = 0
    /// How many of them were read from the disc, or turned out not to be readable.
    public var sectorsRead = 0
    /// Where the last command read.
    public var position: LBA = 0
    /// How many reads failed.
    public var readErrors = 0
    /// How many sectors differ, as far as is known.
    public var differing = 0
    /// How long it has lasted.
    public var elapsed: Duration = .zero
}
