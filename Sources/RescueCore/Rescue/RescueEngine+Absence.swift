/// What becomes of a rescue whose drive, or whose disc, went away.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Waits until the drive is back with the same disc in it, as long as the policy's patience lasts.
    ///
    /// - Returns: Nil if the rescue can go on; otherwise its end.
    mutating func awaitReturn(after fault: ReadFault) throws(Sink.Failure) -> RescueEnd? {
        // What a device said shortly before it vanished is not to be believed.
        if fault.kind == .deviceGone { try distrustUnconfirmed() }
        report(.lost(fault, patience: policy.patience))
        let deadline = host.now() + policy.patience
        while host.now() < deadline {
            if host.isStopRequested { return .interrupted }
            report(.waiting(fault))
            host.pause(for: .seconds(1))
            guard reconnect() else { continue }
            switch lookAtDisc() {
            case .sameDisc:
                report(.returned)
                return nil
            case .otherDisc: return .otherDisc
            case .unknown: continue
            }
        }
        return .driveLost(fault)
    }

    private mutating func reconnect() -> Bool {
        do throws(ReadFault) {
            try source.reconnect()
            return true
        } catch {
            return false
        }
    }
}
