/// The world a rescue runs in: its clock, its patience, and who wants to know.
///
/// The engine has no clock and no signals of its own; a simulated run lives in simulated time.
public protocol RescueHost: AnyObject {
    /// The time that passed since some fixed moment; never goes back.
    func now() -> Duration

    /// Lets time pass; may return early when a stop was requested.
    func pause(for duration: Duration)

    /// Whether the run is to end before the next command.
    var isStopRequested: Bool { get }

    /// Learns what happened; called on the engine's thread, between commands.
    func report(_ event: RescueEvent, _ progress: RescueProgress)
}
