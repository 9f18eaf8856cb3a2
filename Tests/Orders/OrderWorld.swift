import RescueCore

/// What a run is played in: a drive, an output, a clock, and what happens to them.
///
/// A unit attention is told to reads; other commands pass it over, as `Drive` does.
final class OrderWorld {
    let setting: OrderSetting
    let output: SimulatedFileSystem
    /// Whether disc and drive are well, as in a second run.
    let isHealthy: Bool

    /// How many steps there were.
    private(set) var steps = 0
    private(set) var commands = 0
    private(set) var origin = OrderSetting.Origin.first
    /// What a process or a power cut left; nil if the run came to an end.
    private(set) var remains: SimulatedFileSystem?
    /// What went wrong first.
    private(set) var problem: String?
    private(set) var hasFailedSink = false

    private var isInterrupted = false
    private var time = Duration.zero
    private var events: [PlacedEvent]
    private let eventCount: Int
    private var attentions: [ReadFault.Kind] = []
    private var isGone = false
    private var returnsAt: Duration?
    private var readyAt = Duration.zero
    private var silence: Duration?
    private var silenceMet = Duration.zero
    private var losesBytes = false
    private var refusals = 0
    private var attempts: [LBA: Int] = [:]
    private var commandsAfterStop = 0
    private var truth: DiskTruth

    init(
        _ setting: OrderSetting, _ output: SimulatedFileSystem, events: [PlacedEvent],
        isHealthy: Bool
    ) {
        self.setting = setting
        self.output = output
        self.isHealthy = isHealthy
        self.events = events
        eventCount = events.count
        truth = DiskTruth(setting)
    }

    /// Whether the process is no more, or was stopped for lack of an end.
    var isOver: Bool { remains != nil || hasOverrun }

    private(set) var hasOverrun = false

    /// What the events of the run may cost together.
    var bound: OrderBound {
        OrderBound(
            setting, events: eventCount, silence: silenceMet)
    }

    func note(_ problem: String) {
        self.problem = self.problem ?? "\(problem) (step \(steps))"
    }
}

// MARK: - Events

extension OrderWorld {
    private func beginStep() {
        guard !isOver else { return }
        steps += 1
        let due = events.filter { $0.step <= steps }
        events.removeAll { $0.step <= steps }
        for event in due where !isOver { happen(event.event) }
        if let moment = returnsAt, moment <= time { bringBack() }
    }

    private func happen(_ event: OrderEvent) {
        switch event {
        case .gone: isGone = true
        case .back: bringBack()
        case .absence: (isGone, returnsAt) = (true, time + .seconds(2))
        case .timeOut: silence = .seconds(5)
        case .hang: silence = .seconds(60)
        case .notReady: readyAt = time + .seconds(2)
        case .reset: attentions.append(.deviceReset)
        case .announcedSwap, .silentSwap:
            // Before a map counts a sector that tells the discs apart, nobody could know of a swap.
            guard truth.knowsDisc else { return events.append(PlacedEvent(event, at: steps + 1)) }
            origin = .other
            if event == .announcedSwap { attentions.append(.mediumChanged) }
        case .distrust: losesBytes = true
        case .wedge: refusals = 24
        case .kill: remains = SimulatedFileSystem(afterKillOf: output)
        case .sinkFailure: output.failOnce()
        case .interrupt: isInterrupted = true
        case .powerCut:
            remains = SimulatedFileSystem(afterPowerCutOf: output, seed: UInt64(steps))
        }
    }

    private func bringBack() {
        if isGone { attentions.append(.deviceReset) }
        if origin == .other { attentions.append(.mediumChanged) }
        (isGone, returnsAt, origin) = (false, nil, .first)
    }
}

// MARK: - The drive

extension OrderWorld {
    /// Begins a command: what happens before it happens, and what stops it is thrown.
    private func begin(_ range: SectorRange, tellsNews: Bool) throws(ReadFault) {
        beginStep()
        countCommand()
        if isOver || isGone { throw ReadFault(.deviceGone, reading: range) }
        time += .milliseconds(20)
        if let duration = silence.take() {
            time += duration
            silenceMet += duration
            throw ReadFault(.timedOut, reading: range)
        }
        if tellsNews, !attentions.isEmpty {
            throw ReadFault(attentions.removeFirst(), reading: range)
        }
        attentions = []
        if time < readyAt { throw ReadFault(.notReady, reading: range) }
    }

    private func countCommand() {
        guard remains == nil else { return }
        commands += 1
        if isInterrupted { commandsAfterStop += 1 }
        let isLate = commandsAfterStop > bound.commandsAfterStop
        if !isLate, commands <= bound.commands, time <= bound.time { return }
        note(
            isLate
                ? "\(commandsAfterStop) commands after the stop" : "no end in \(time)")
        hasOverrun = true
        precondition(commands < 1_000_000, "even a drive that is gone is no end")
    }

    func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        let range = request.range
        try begin(range, tellsNews: true)
        if refusals > 0 {
            refusals -= 1
            throw ReadFault(Sense(key: 4, asc: 8, ascq: 3), reading: range)
        }
        time += .milliseconds(100) * range.count
        if origin == .other, range.overlaps(setting.otherFormTwo) {
            throw ReadFault(.wrongTrackType, reading: range)
        }
        try meetDamage(range)
        if losesBytes {
            losesBytes = false
            throw ReadFault(.unproven, reading: range)
        }
        for (index, lba) in (range.start..<range.end).enumerated() {
            buffer.fill(sector: index, with: setting.byte(lba, of: origin))
        }
    }

    private func meetDamage(_ range: SectorRange) throws(ReadFault) {
        guard origin == .first, !isHealthy else { return }
        for lba in range.start..<range.end {
            if let condition = setting.condition, condition.lba == lba {
                throw ReadFault(condition.sense, reading: range)
            }
            let isDead = setting.dead.contains(lba)
            guard isDead || attempts[lba, default: 0] < setting.flaky[lba, default: 0] else {
                continue
            }
            attempts[lba, default: 0] += 1
            time += .milliseconds(600)
            throw ReadFault(.mediumError, reading: range, at: lba)
        }
    }

    func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        try begin(SectorRange(0, 0), tellsNews: true)
        var identity = setting.identity
        for lba in witnesses where lba < setting.sectorCount {
            var bytes = [UInt8](repeating: 0, count: Sector.size)
            var span = bytes.mutableSpan
            do throws(ReadFault) {
                try read(ReadRequest(SectorRange(lba, lba + 1), fromMedium: true), into: &span)
                identity.witnesses[lba] = bytes
            } catch {
                guard !error.kind.hidesDisc else { throw error }
            }
        }
        return identity
    }

    func reconnect() throws(ReadFault) {
        try begin(SectorRange(0, 0), tellsNews: false)
    }

    func formTwoSectors(in range: SectorRange) -> [SectorRange] {
        guard (try? begin(SectorRange(0, 0), tellsNews: false)) != nil, origin == .other else {
            return []
        }
        let found = setting.otherFormTwo.clamped(to: range)
        return found.isEmpty ? [] : [found]
    }
}

// MARK: - The output and the host

extension OrderWorld: RescueHost {
    /// Plays an operation on the output: what is on the disk afterwards is looked at.
    func operate(_ name: String, _ work: () -> Bool) {
        beginStep()
        guard !isOver else { return }
        if !work() { hasFailedSink = true }
        if let wrong = truth.problem(on: output) { note("after \(name): \(wrong)") }
    }

    /// A run that is over in truth is brought to its end in the test, too.
    var isStopRequested: Bool { isInterrupted || isOver }

    func now() -> Duration { time }

    func pause(for duration: Duration) {
        if !isStopRequested { time += duration }
    }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {}
}

extension OrderSetting {
    /// What a drive tells of either disc, without witnesses.
    var identity: DiscIdentity {
        let track = Track(
            number: 1, session: 1, content: .data, range: SectorRange(0, sectorCount))
        return DiscIdentity(sectorCount: sectorCount, tracks: [track])
    }
}
