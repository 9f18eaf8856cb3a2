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

extension RescueEvent {
    /// Makes the event of a rescue in which this happened.
    init(_ event: DriveEvent) {
        self =
            switch event {
            case .fault(let fault): .fault(fault)
            case .waiting(let fault): .waiting(fault)
            case .lost(let fault, let patience): .lost(fault, patience: patience)
            case .returned: .returned
            case .resting(let duration): .resting(duration)
            }
    }

    /// The event of the drive that this is; nil if it is none.
    public var ofDrive: DriveEvent? {
        switch self {
        case .fault(let fault): .fault(fault)
        case .waiting(let fault): .waiting(fault)
        case .lost(let fault, let patience): .lost(fault, patience: patience)
        case .returned: .returned
        case .resting(let duration): .resting(duration)
        case .started, .stage, .phase, .reading, .rescued, .distrusted, .checkpoint, .ended: nil
        }
    }
}

extension VerifyEvent {
    /// Makes the event of a verification in which this happened.
    init(_ event: DriveEvent) {
        self =
            switch event {
            case .fault(let fault): .fault(fault)
            case .waiting(let fault): .waiting(fault)
            case .lost(let fault, let patience): .lost(fault, patience: patience)
            case .returned: .returned
            case .resting(let duration): .resting(duration)
            }
    }

    /// The event of the drive that this is; nil if it is none.
    public var ofDrive: DriveEvent? {
        switch self {
        case .fault(let fault): .fault(fault)
        case .waiting(let fault): .waiting(fault)
        case .lost(let fault, let patience): .lost(fault, patience: patience)
        case .returned: .returned
        case .resting(let duration): .resting(duration)
        case .started, .reading, .compared, .rereading, .ended: nil
        }
    }
}
