import RescueCore

/// Shows a rip to whoever started it.
protocol RipDisplay: Sendable {
    /// Takes over: the rip is about to begin.
    func begin(_ board: ProgressBoard)

    /// Learns of an event; called between two commands, so it must not take long.
    func report(_ event: RescueEvent, _ progress: RescueProgress)

    /// Lets go: what is written from now on is the result.
    func end()
}
