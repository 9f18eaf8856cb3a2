import RescueCore

/// The time of a simulated disc: it passes only when the model says so.
///
/// The disc moves it forward; whoever rests moves it too, and everybody reads it.
package final class VirtualClock {
    /// How much time has passed since the clock was made.
    package private(set) var now: Duration = .zero

    /// Called with every step the clock takes, after it, so that a demonstration can be paced.
    package var onAdvance: ((Duration) -> Void)?

    /// Makes a clock that stands at zero.
    package init() {}

    /// Moves the clock forward; a negative step traps.
    package func advance(by step: Duration) {
        precondition(step >= .zero, "time does not run backwards")
        guard step > .zero else { return }
        now += step
        onAdvance?(step)
    }
}
