import DiscIO
import DiscSimulation
import Glibc
import RescueCore

/// A clock that tells the time of a run and lets it pass.
protocol RunClock {
    /// The time that passed since the clock was made.
    func now() -> Duration

    /// Lets time pass, or stops waiting when a stop was requested.
    func pause(for duration: Duration, unless isStopRequested: () -> Bool)
}

/// Time as it passes for everybody.
struct RealClock: RunClock {
    private let start = ContinuousClock.now

    func now() -> Duration { ContinuousClock.now - start }

    func pause(for duration: Duration, unless isStopRequested: () -> Bool) {
        let end = now() + duration
        while now() < end, !isStopRequested() {
            usleep(50_000)
        }
    }
}

/// Time as it passes for a simulated drive.
struct SimulatedClock: RunClock {
    private let clock: VirtualClock

    /// Makes a clock that follows the model's.
    ///
    /// - Parameters:
    ///   - clock: The model's clock.
    ///   - pace: How many times faster than real time it may run at the most; nil: no limit.
    init(_ clock: VirtualClock, pace: Double?) {
        self.clock = clock
        guard let pace else { return }
        var debt = Duration.zero
        clock.onAdvance = { step in
            debt += step / pace
            // Short sleeps are inexact; they are saved up.
            guard debt > .milliseconds(5) else { return }
            Drive.sleep(debt)
            debt = .zero
        }
    }

    func now() -> Duration { clock.now }

    func pause(for duration: Duration, unless isStopRequested: () -> Bool) {
        clock.advance(by: duration)
    }
}
