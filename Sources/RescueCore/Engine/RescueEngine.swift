/// The loop of a rescue: ask the schedule, read, deliver, mark, record.
///
/// One command at a time, on the thread of the caller. Bytes go to the sink before their sectors are
/// marked, and the map goes to the sink only after the disc was found to be the same as at the start.
package struct RescueEngine<Source, Sink>: ~Copyable
where Source: SectorSource & ~Copyable, Sink: SectorSink & ~Copyable {
    /// Where sectors come from.
    package var source: Source
    /// Where they go.
    package var sink: Sink
    /// Where the rescue stands.
    package internal(set) var progress: RescueProgress
    /// How fast the disc was read, in earlier runs and in this one.
    package internal(set) var speeds: SpeedProfile

    let policy: RescuePolicy
    let host: any RescueHost
    var identity: DiscIdentity
    var schedule: StagedSchedule
    var buffer: [UInt8]
    var lastCheckpoint: Duration = .zero
    var nextCheckpoint: Duration = .zero
    /// How much is read now before it is recorded.
    var interval: Duration
    /// How long the last look at the disc took.
    var lookTime: Duration = .zero
    var lookAccount = RecognitionAccount()
    /// Sectors of the image that the last look showed to have been misread.
    var misread: [LBA] = []
    var care = DriveCare<RevocableJudgements>()
    /// The faults by which this drive was seen to answer damage, although they say something else.
    var placeFaults: Set<ReadFault.Kind> = []
    var speed: Double?

    /// What was rescued since the last checkpoint, by ranges.
    var unconfirmed: [SectorRange] = []
    /// What was found to be of Form 2 since then.
    var unconfirmedFormTwo: [SectorRange] = []
    /// How often in a row what was read had to be taken back before it could be recorded.
    var setbacks = 0
    var totalSetbacks = 0

    var startTime: Duration = .zero
    private var isAnnounced = false

    /// Sets up a rescue of what is missing in `map`.
    ///
    /// - Parameters:
    ///   - source: The disc.
    ///   - sink: Where the sectors go.
    ///   - map: What is known already.
    ///   - formTwo: The sectors that earlier runs found to be of Form 2.
    ///   - speeds: How fast earlier runs read the disc.
    ///   - identity: The disc as it was found to be when the run was prepared.
    ///   - policy: What the rescue may cost.
    ///   - host: The clock and the observer.
    package init(
        source: consuming Source, sink: consuming Sink, map: SectorMap,
        formTwo: [SectorRange] = [], speeds: SpeedProfile? = nil, identity: DiscIdentity,
        policy: RescuePolicy, host: any RescueHost
    ) {
        self.source = source
        self.sink = sink
        self.progress = RescueProgress(map: map, formTwo: formTwo)
        self.speeds = SpeedProfile(sectorCount: map.sectorCount, continuing: speeds)
        self.identity = identity
        self.policy = policy
        self.speed = policy.speed
        self.interval = policy.checkpointInterval
        self.host = host
        self.schedule = StagedSchedule(policy: policy)
        self.buffer = [UInt8](repeating: 0, count: policy.commandSectors * Sector.size)
    }

    /// Rescues until nothing is left to do, a limit is reached or somebody asks to stop.
    ///
    /// - Returns: Why it ended. In every case the recorded map is true.
    /// - Throws: Why the output could not be written; what was recorded before stays.
    package mutating func run() throws(Sink.Failure) -> RescueEnd {
        startTime = host.now()
        lastCheckpoint = startTime
        nextCheckpoint = startTime + interval
        report(.started)
        beginStage()
        let last: RescueEnd
        do {
            last = keepWhatIsHeld(after: try rescue())
        } catch {
            // What is in the image already is worth recording, if that is still possible.
            _ = try? checkpoint()
            throw error
        }
        changeSpeed(to: policy.speed)
        speeds.endRun(after: host.now() - startTime)
        report(.ended(last))
        return last
    }

    /// Ends the rescue for good and gives the source back, still open; the sink is closed.
    package consuming func releaseSource() -> Source {
        source
    }

    /// Works until there is an end that still holds when all is recorded.
    private mutating func rescue() throws(Sink.Failure) -> RescueEnd {
        while true {
            let end = try loop()
            let before = totalSetbacks
            let last = try close(after: end)
            // The last look at the disc may take something back that was to be complete.
            guard last == end, end == .complete || end == .exhausted, totalSetbacks > before,
                !mustEnd
            else { return last.held(by: map) }
            schedule.beginAgain()
        }
    }

    private mutating func loop() throws(Sink.Failure) -> RescueEnd {
        while true {
            if let limit = limitReached() { return limit }
            guard let request = judge({ schedule, map in schedule.next(in: &map) }) else {
                if schedule.hasBounds, beginStage() { continue }
                let before = totalSetbacks
                if try checkpoint() == .otherDisc { return .otherDisc }
                guard totalSetbacks > before else { return endOfWork() }
                schedule.beginAgain()
                continue
            }
            if try enterPhase() == .otherDisc { return .otherDisc }
            if let end = try perform(request) { return end }
            if isCheckpointDue, try checkpoint() == .otherDisc { return .otherDisc }
        }
    }

    /// How a run ends that has nothing left to read.
    private mutating func endOfWork() -> RescueEnd {
        let isLeftOut = schedule.hasBounds && progress.map.count(of: RetryingPhase.before) > 0
        // The map must not say that nothing is left to do.
        progress.phase = isLeftOut ? .copying : schedule.phase
        if let refusal = progress.refusal { return .refused(refusal) }
        if isLeftOut { return .chosenRead }
        let isComplete = progress.map.isComplete && progress.formTwo.isEmpty
        return isComplete ? .complete : .exhausted
    }

    /// Counts what could not be read again as what it is: there from an earlier read.
    ///
    /// That is not complete: somebody had reason to doubt these bytes, and nobody confirmed them.
    ///
    /// - Returns: How the run ended.
    private mutating func keepWhatIsHeld(after end: RescueEnd) -> RescueEnd {
        let held = sink.holding(progress.map)
        progress.sectorsKept = held.count(of: .rescued) - progress.map.count(of: .rescued)
        if progress.sectorsKept > 0 { progress.map = held }
        return end
    }

    /// Goes on to the next stage, if there is one.
    @discardableResult
    private mutating func beginStage() -> Bool {
        guard let stage = host.nextStage(after: progress.map) else { return false }
        schedule.begin(stage, in: progress.map)
        progress.stage = stage
        report(.stage(stage))
        return true
    }

    /// Why the run has to end before the next command; nil: it goes on.
    func limitReached() -> RescueEnd? {
        if host.isStopRequested { return .interrupted }
        if mustEnd { return .outOfTime }
        if setbacks > Self.mostSetbacks {
            return .driveLost(ReadFault(.unproven, reading: SectorRange(0, 0)))
        }
        if let limit = policy.maxReadErrors, progress.readErrors > limit {
            return .tooManyReadErrors
        }
        return nil
    }

    /// Announces another phase or pass, after recording the one before it.
    private mutating func enterPhase() throws(Sink.Failure) -> DiscMatch {
        let isSame = schedule.phase == progress.phase && schedule.pass == progress.pass
        guard !isAnnounced || !isSame else { return .sameDisc }
        let check = isAnnounced && isCheckpointCheap ? try checkpoint() : .sameDisc
        isAnnounced = true
        progress.phase = schedule.phase
        progress.pass = schedule.pass
        report(.phase(schedule.phase, pass: schedule.pass))
        prepareDrive()
        return check
    }

    mutating func report(_ event: RescueEvent) {
        progress.elapsed = host.now() - startTime
        host.report(event, progress)
    }
}
