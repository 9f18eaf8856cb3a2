/// What becomes of a rescue whose drive, or whose disc, went away.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Waits until the drive is back with the same disc in it, as long as the policy's patience lasts.
    ///
    /// - Returns: Nil if the rescue can go on; otherwise its end.
    mutating func awaitReturn(after fault: ReadFault) throws(Sink.Failure) -> RescueEnd? {
        // What a device said shortly before it vanished is not to be believed.
        if fault.kind == .deviceGone { try distrustUnconfirmed() }
        return switch awaitReturn(after: fault, patience: policy.patience) {
        case .returned: nil
        case .otherDisc: .otherDisc
        case .interrupted: .interrupted
        case .lost: .driveLost(fault)
        }
    }
}
