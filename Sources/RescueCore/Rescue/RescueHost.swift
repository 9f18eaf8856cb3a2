/// The world a rescue runs in: its clock, its patience, and who wants to know.
public protocol RescueHost: RunHost {
    /// Learns what happened; called on the engine's thread, between commands.
    func report(_ event: RescueEvent, _ progress: RescueProgress)
}
