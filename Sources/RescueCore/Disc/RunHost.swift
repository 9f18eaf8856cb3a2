/// The world a run lives in: its clock, and its patience.
///
/// A run has no clock and no signals of its own; a simulated one lives in simulated time.
public protocol RunHost: AnyObject {
    /// The time that passed since some fixed moment; never goes back.
    func now() -> Duration

    /// Lets time pass; may return early when a stop was requested.
    func pause(for duration: Duration)

    /// Whether the run is to end before the next command.
    var isStopRequested: Bool { get }
}
