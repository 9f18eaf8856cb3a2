/// The loop of a rescue: ask the schedule, read, deliver, mark, record.
///
/// One command at a time, on the thread of the caller. Bytes go to the sink before their sectors are
/// marked, and the map goes to the sink only after the disc was found to be the same as at the start.
public struct RescueEngine<Source, Sink>: ~Copyable
where Source: SectorSource & ~Copyable, Sink: SectorSink & ~Copyable {
    /// Where sectors come from.
    public var source: Source
    /// Where they go.
    public var sink: Sink
    /// Where the rescue stands.
    public private(set) var progress: RescueProgress

    private let policy: RescuePolicy
    private let host: any RescueHost
    private var identity: DiscIdentity
    private var schedule: RescueSchedule
    private var buffer: [UInt8]
    private var startTime: Duration = .zero
    private var lastCheckpoint: Duration = .zero
    private var wedge = WedgeWatch()
    private var isAnnounced = false

    /// What was rescued since the last checkpoint, by ranges.
    private var unconfirmed: [SectorRange] = []

    /// Sets up a rescue of what is missing in `map`.
    ///
    /// - Parameters:
    ///   - source: The disc.
    ///   - sink: Where the sectors go.
    ///   - map: What is known already.
    ///   - identity: The disc as it was found to be when the run was prepared.
    ///   - policy: What the rescue may cost.
    ///   - host: The clock and the observer.
    public init(
        source: consuming Source, sink: consuming Sink, map: SectorMap, identity: DiscIdentity,
        policy: RescuePolicy, host: any RescueHost
    ) {
        self.source = source
        self.sink = sink
        self.progress = RescueProgress(map: map)
        self.identity = identity
        self.policy = policy
        self.host = host
        self.schedule = RescueSchedule(policy: policy)
        self.buffer = [UInt8](repeating: 0, count: policy.chunkSectors * Sector.size)
    }

    /// Rescues until nothing is left to do, a limit is reached or somebody asks to stop.
    ///
    /// - Returns: Why it ended. In every case the recorded map is true.
    /// - Throws: Why the output could not be written; what was recorded before stays.
    public mutating func run() throws(Sink.Failure) -> RescueEnd {
        startTime = host.now()
        lastCheckpoint = startTime
        report(.started)
        let end: RescueEnd
        do {
            end = try loop()
        } catch {
            // What is in the image already is worth recording, if that is still possible.
            _ = try? checkpoint()
            throw error
        }
        let last = try close(after: end)
        report(.ended(last))
        return last
    }

    private mutating func loop() throws(Sink.Failure) -> RescueEnd {
        while true {
            if let limit = limitReached() { return limit }
            guard let request = schedule.next(in: progress.map) else {
                progress.phase = schedule.phase
                return progress.map.isComplete ? .complete : .exhausted
            }
            if try enterPhase() == .otherDisc { return .otherDisc }
            if let end = try perform(request) { return end }
            if host.now() - lastCheckpoint >= policy.checkpointInterval,
                try checkpoint() == .otherDisc
            {
                return .otherDisc
            }
        }
    }

    private func limitReached() -> RescueEnd? {
        if host.isStopRequested { return .interrupted }
        if let limit = policy.maxTime, host.now() - startTime >= limit { return .outOfTime }
        if let limit = policy.maxReadErrors, progress.readErrors > limit {
            return .tooManyReadErrors
        }
        return nil
    }

    /// Announces another phase or pass, after recording the one before it.
    private mutating func enterPhase() throws(Sink.Failure) -> DiscCheck {
        let isSame = schedule.phase == progress.phase && schedule.pass == progress.pass
        guard !isAnnounced || !isSame else { return .sameDisc }
        let check = isAnnounced ? try checkpoint() : .sameDisc
        isAnnounced = true
        progress.phase = schedule.phase
        progress.pass = schedule.pass
        report(.phase(schedule.phase, pass: schedule.pass))
        return check
    }
}

// MARK: - One command

extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Performs one read until it succeeded, or failed for a reason that waiting does not mend.
    private mutating func perform(_ request: ReadRequest) throws(Sink.Failure) -> RescueEnd? {
        progress.position = request.range.start
        let deadline = host.now() + policy.readyTimeout
        while true {
            report(.reading(request))
            let commandTime = host.now()
            guard let fault = try readOnce(request) else { return nil }
            report(.fault(fault))
            switch FaultResponse(to: fault.kind) {
            case .damage:
                return noteDamage(fault, after: host.now() - commandTime)
            case .distrust:
                try distrustUnconfirmed()
                return noteDamage(fault, after: host.now() - commandTime)
            case .stop: return .driveLost(fault)
            case .wait:
                report(.waiting(fault))
                host.pause(for: .seconds(1))
            case .identify:
                if lookAtDisc() == .otherDisc { return .otherDisc }
            }
            if host.isStopRequested { return .interrupted }
            if host.now() >= deadline { return .driveLost(fault) }
        }
    }

    /// Reads and delivers; returns the fault if the read failed.
    private mutating func readOnce(_ request: ReadRequest) throws(Sink.Failure) -> ReadFault? {
        do throws(ReadFault) {
            try Self.read(request, from: &source, into: &buffer)
        } catch {
            return error
        }
        try Self.deliver(buffer, of: request, to: &sink)
        schedule.succeeded(request, in: &progress.map)
        noteUnconfirmed(request.range)
        progress.sectorsRescued += request.range.count
        wedge.noteGoodRead()
        report(.rescued(request.range))
        return nil
    }

    private static func read(
        _ request: ReadRequest, from source: inout Source, into buffer: inout [UInt8]
    ) throws(ReadFault) {
        var whole = buffer.mutableSpan
        var wanted = whole._mutatingExtracting(0..<request.range.byteCount)
        try source.read(request, into: &wanted)
    }

    private static func deliver(
        _ buffer: [UInt8], of request: ReadRequest, to sink: inout Sink
    ) throws(Sink.Failure) {
        let bytes = buffer.span.extracting(0..<request.range.byteCount)
        try sink.write(bytes, at: request.range.start)
    }

    /// Leaves the fault to the schedule, unless the drive hangs: then nothing it said counts.
    private mutating func noteDamage(_ fault: ReadFault, after duration: Duration) -> RescueEnd? {
        progress.readErrors += 1
        wedge.noteFailure(fault.kind, after: duration, map: progress.map)
        if let map = wedge.mapBeforeWedge {
            progress.map = map
            return .driveWedged(fault)
        }
        schedule.failed(fault, in: &progress.map)
        return nil
    }

    private mutating func report(_ event: RescueEvent) {
        progress.elapsed = host.now() - startTime
        host.report(event, progress)
    }
}

// MARK: - What is recorded

/// What a look at the disc showed.
private enum DiscCheck: Equatable {
    case sameDisc
    case otherDisc
    /// The disc could not be looked at.
    case unknown(ReadFault)
}

extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Records everything, if the disc is still the one that the run began with.
    ///
    /// While the disc cannot be looked at nothing is recorded, and the next checkpoint decides.
    private mutating func checkpoint() throws(Sink.Failure) -> DiscCheck {
        lastCheckpoint = host.now()
        let check = unconfirmed.isEmpty ? .sameDisc : lookAtDisc()
        if check == .sameDisc { try record() }
        return check
    }

    /// Records what can be recorded at the end of a run; the rest is taken back.
    private mutating func close(after end: RescueEnd) throws(Sink.Failure) -> RescueEnd {
        let check = end == .otherDisc ? .otherDisc : try checkpoint()
        if check == .sameDisc { return end }
        try distrustUnconfirmed()
        try record()
        return switch (check, end) {
        case (.otherDisc, _): .otherDisc
        case (.unknown(let fault), .complete), (.unknown(let fault), .exhausted): .driveLost(fault)
        default: end
        }
    }

    private mutating func record() throws(Sink.Failure) {
        try sink.checkpoint(progress.map, phase: progress.phase)
        unconfirmed.removeAll()
        report(.checkpoint)
    }

    /// Asks the medium which disc it is; a drive that does not tell is asked again.
    private mutating func lookAtDisc() -> DiscCheck {
        var fault = ReadFault(.deviceGone, reading: progress.map.range)
        for _ in 0..<3 {
            do throws(ReadFault) {
                let now = try source.identify(reading: identity.witnesses.keys.sorted())
                return identity.matches(now) ? .sameDisc : .otherDisc
            } catch {
                fault = error
                guard FaultResponse(to: error.kind) != .stop else { break }
                host.pause(for: .seconds(1))
            }
        }
        return .unknown(fault)
    }

    /// Takes back what was rescued since the last checkpoint; it will be read again.
    private mutating func distrustUnconfirmed() throws(Sink.Failure) {
        guard !unconfirmed.isEmpty else { return }
        for range in unconfirmed {
            progress.map.mark(range, as: .untried)
            try sink.erase(range)
        }
        let sectors = unconfirmed.reduce(0) { $0 + $1.count }
        progress.sectorsRescued -= sectors
        unconfirmed.removeAll()
        report(.distrusted(sectors: sectors))
    }

    /// Notes what a crash would cost, and keeps a witness if the disc has none yet.
    private mutating func noteUnconfirmed(_ range: SectorRange) {
        if identity.witnesses.isEmpty {
            identity.witnesses[range.start] = Array(buffer[..<Sector.size])
        }
        if let last = unconfirmed.last, last.end == range.start {
            unconfirmed[unconfirmed.count - 1] = SectorRange(last.start, range.end)
        } else {
            unconfirmed.append(range)
        }
    }
}
