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
