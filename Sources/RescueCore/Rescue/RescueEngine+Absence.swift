/// What becomes of a rescue whose drive, or whose disc, went away.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Waits until the drive is back with the same disc in it, as long as the policy's patience lasts.
    ///
    /// - Returns: Nil if the rescue can go on; otherwise its end.
    mutating func awaitReturn(after fault: ReadFault) throws(Sink.Failure) -> RescueEnd? {
        // What a device said shortly before it vanished is not to be believed; and if a tray was open,
        // nobody knows which disc was in it since the last look.
        try distrustUnconfirmed()
        let outcome = awaitReturn(after: fault, patience: policy.patience)
        if outcome != .otherDisc { try takeBackWhatTheLookCost() }
        return switch outcome {
        case .returned: nil
        case .otherDisc: .otherDisc
        case .ended: limitReached() ?? .interrupted
        case .lost: .driveLost(fault)
        }
    }
}
