import RescueCore

/// What a rip does at a moment, and how fast.
struct RipWork {
    /// What can be said of it.
    struct Snapshot {
        var text: ProgressText
        /// What part of the disc is being read; nil if there are no parts.
        var stage: String?
        var activity: String
    }

    enum Activity {
        case preparing
        case reading(ReadRequest)
        case waiting(ReadFault)
        case summing
        case done
    }

    var activity = Activity.preparing

    private let family: DiscProfile.Family
    private var progress: RescueProgress?
    private var rate = Rate()
    /// Since when the activity is what it is.
    private var since = ContinuousClock.now
    /// Good reads come by the thousands per second; of those a few per second are looked at.
    private var looks = Throttle(.milliseconds(100), isDueAtOnce: true)

    init(_ family: DiscProfile.Family) {
        self.family = family
    }

    /// Takes note of an event.
    mutating func note(_ event: RescueEvent, _ progress: RescueProgress) {
        switch event {
        case .reading(let request):
            activity = .reading(request)
            since = .now
            return
        case .drive(.waiting(let fault)):
            if case .waiting = activity { break }
            activity = .waiting(fault)
            since = .now
        // What the whole run did is more than what its last seconds did.
        case .ended: rate = Rate()
        case .rescued: guard looks.isDue() else { return }
        default: break
        }
        self.progress = progress
        if case .ended = event { return }
        rate.note(bytes: progress.sectorsRescued * Sector.size, at: progress.elapsed)
    }

    /// What can be said now; nil before the first event.
    var snapshot: Snapshot? {
        guard let progress else { return nil }
        let rate = rate.bytesPerSecond(at: progress.elapsed) ?? progress.meanRate
        // With very many files this takes a while, so the rip is not kept waiting for it.
        let stage = progress.stage?.label(in: progress.map)
        return Snapshot(
            text: ProgressText(progress: progress, bytesPerSecond: rate, family: family),
            stage: stage, activity: label(stage, progress.phase))
    }

    private func label(_ stage: String?, _ phase: RescuePhase) -> String {
        let lasting = ContinuousClock.now - since
        switch activity {
        case .preparing: return "preparing"
        case .summing: return "computing checksums"
        case .done: return "done"
        case .waiting(let fault):
            return "waiting for the drive, \(fault.kind.label)\(Self.label(lasting))"
        case .reading(let request):
            let place = "LBA \(request.range.start)"
            // A read that takes this long is not streaming any more: the drive fights for it.
            guard lasting < .seconds(2) else {
                return "waiting for the drive, \(place)\(Self.label(lasting))"
            }
            let reading = "\(phase.activity), \(place)"
            return stage.map { "\($0): \(reading)" } ?? reading
        }
    }

    private static func label(_ lasting: Duration) -> String {
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
