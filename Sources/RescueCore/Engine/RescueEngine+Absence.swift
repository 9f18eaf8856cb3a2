/// What becomes of a rescue whose drive, or whose disc, went away.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Waits until the drive is back with the same disc in it, as long as the policy's patience lasts.
    ///
    /// - Returns: Nil if the rescue can go on; otherwise its end.
    mutating func awaitReturn(after fault: ReadFault) throws(Sink.Failure) -> RescueEnd? {
        // What a device said shortly before it vanished is not to be believed.
        if fault.kind == .deviceGone { try distrustUnconfirmed() }
        let outcome = awaitReturn(after: fault, patience: policy.patience)
        if outcome != .otherDisc {
            try takeBackWhatTheLookCost()
            // Another disc may have been in the drive since the last look. What was read is needed for
            // this one, and taken back only now.
            try distrustUnconfirmed()
        }
        return switch outcome {
        case .returned: nil
        case .otherDisc: .otherDisc
        case .ended: limitReached() ?? .interrupted
        case .lost: .driveLost(fault)
        }
    }
}
