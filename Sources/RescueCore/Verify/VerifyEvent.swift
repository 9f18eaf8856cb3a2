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
