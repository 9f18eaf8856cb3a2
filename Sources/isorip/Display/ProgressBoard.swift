import RescueCore
import Synchronization

/// Where a rip stands, for everybody who shows it: the engine writes, displays and signals read.
final class ProgressBoard: Sendable {
    /// What can be said at a moment.
    struct Snapshot: Sendable {
        var text: ProgressText
        /// What part of the disc is being read; nil if there are no parts.
        var stage: String?
        var activity: String
    }

    private struct State {
        var progress: RescueProgress?
        var rate = Rate()
        var activity = Activity.preparing
        var since = ContinuousClock.now
        var updated = ContinuousClock.now - .seconds(1)
    }

    private enum Activity {
        case preparing
        case reading(ReadRequest)
        case waiting(ReadFault)
        case summing
        case done
    }

    private let state = Mutex(State())
    private let family: DiscProfile.Family

    init(family: DiscProfile.Family) {
        self.family = family
    }

    /// Takes note of an event.
    ///
    /// Good reads come by the thousands per second; of those a few per second are looked at.
    func note(_ event: RescueEvent, _ progress: RescueProgress) {
        let now = ContinuousClock.now
        state.withLock { state in
            switch event {
            case .reading(let request):
                state.activity = .reading(request)
                state.since = now
            case .drive(.waiting(let fault)):
                if case .waiting = state.activity { break }
                state.activity = .waiting(fault)
                state.since = now
            // What the whole run did is more than what its last seconds did.
            case .ended: state.rate = Rate()
            default: break
            }
            if case .rescued = event, now - state.updated < .milliseconds(100) { return }
            if case .reading = event { return }
            state.updated = now
            state.progress = progress
            if case .ended = event { return }
            state.rate.note(bytes: progress.sectorsRescued * Sector.size, at: progress.elapsed)
        }
    }

    /// Takes note that the reading is over and the sums of the image are computed.
    func noteSumming() {
        state.withLock { $0.activity = .summing }
    }

    /// Takes note that nothing more is going to happen.
    func noteEnd() {
        state.withLock { $0.activity = .done }
    }

    /// What can be said now; nil before the first event.
    func snapshot() -> Snapshot? {
        let now = ContinuousClock.now
        let state = state.withLock { $0 }
        guard let progress = state.progress else { return nil }
        let rate = state.rate.bytesPerSecond(at: progress.elapsed) ?? progress.meanRate
        // With very many files this takes a while, so the rip is not kept waiting for it.
        let stage = progress.stage?.words(in: progress.map)
        return Snapshot(
            text: ProgressText(progress: progress, bytesPerSecond: rate, family: family),
            stage: stage, activity: Self.words(for: state, stage, at: now))
    }

    private static func words(
        for state: State, _ stage: String?, at now: ContinuousClock.Instant
    ) -> String {
        switch state.activity {
        case .preparing: return "preparing"
        case .summing: return "computing checksums"
        case .done: return "done"
        case .waiting(let fault):
            return "waiting for the drive, \(fault.kind.summary)\(words(for: now - state.since))"
        case .reading(let request):
            let place = "LBA \(request.range.start)"
            let lasting = now - state.since
            // A read that takes this long is not streaming any more: the drive fights for it.
            guard lasting < .seconds(2) else {
                return "waiting for the drive, \(place)\(words(for: lasting))"
            }
            let phase = "\((state.progress?.phase ?? .copying).activity), \(place)"
            return stage.map { "\($0): \(phase)" } ?? phase
        }
    }

    private static func words(for lasting: Duration) -> String {
        let seconds = lasting.components.seconds
        return seconds > 0 ? ", \(seconds) s" : ""
    }
}

extension RescueProgress {
    /// Bytes per second over the whole run.
    fileprivate var meanRate: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? max(0, Double(sectorsRescued * Sector.size) / seconds) : 0
    }
}
