/// What happens in a rescue, as it happens.
public enum RescueEvent: Hashable, Sendable {
    /// The run begins; the map is as it was found.
    case started
    /// A stage begins: from now on only its sectors are read.
    case stage(RescueStage)
    /// A phase, or another pass of it, begins.
    case phase(RescuePhase, pass: Int)
    /// A command goes to the drive, and may take its time.
    case reading(ReadRequest)
    /// The sectors of a command are in the image.
    case rescued(SectorRange)
    /// The drive is in trouble, or something was done about it.
    case drive(DriveEvent)
    /// What was read since the last checkpoint is not to be trusted, and will be read again.
    case distrusted(sectors: Int)
    /// Everything up to here is recorded.
    case checkpoint
    /// The run is over.
    case ended(RescueEnd)
}
