/// What a drive in trouble does, and what is done about it: in a rescue as in a verification.
public enum DriveEvent: Hashable, Sendable {
    /// A command failed.
    case fault(ReadFault)
    /// The drive is not ready and is asked again after a while.
    case waiting(ReadFault)
    /// The drive or its disc is gone, and is waited for so long.
    case lost(ReadFault, patience: Duration)
    /// The drive is back, and the same disc is in it.
    case returned
    /// The drive fails again and again, and is left in peace for a while.
    case resting(Duration)
}
