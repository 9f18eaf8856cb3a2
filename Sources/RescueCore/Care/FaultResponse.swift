/// What a rescue or a verification does about a fault, by its kind: decided here alone.
enum FaultResponse: Equatable {
    /// The sectors are damaged: the schedule takes it from here.
    case damage
    /// The sectors may be of a kind that no image can hold, or else are damaged.
    case classify
    /// The drive does not give these sectors to anybody without a key.
    case refused
    /// The drive needs time: the same command again, after a while.
    case wait
    /// The disc may be another one: look, and the same command again if it is not.
    case identify
    /// Nothing that came lately can be trusted, and these sectors cannot be read now.
    case distrust
    /// There is nothing to read from any more, unless the drive or the disc comes back.
    case awaitReturn

    init(to kind: ReadFault.Kind) {
        self =
            switch kind {
            case .mediumError, .hardwareError, .outOfRange, .commandRejected: .damage
            case .wrongTrackType: .classify
            case .protected: .refused
            case .notReady: .wait
            case .mediumChanged, .deviceReset: .identify
            case .timedOut, .unproven: .distrust
            case .noMedium, .deviceGone: .awaitReturn
            }
    }
}
