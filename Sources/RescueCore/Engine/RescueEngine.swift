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
    package private(set) var progress: RescueProgress
    /// How fast the disc was read, in earlier runs and in this one.
    package private(set) var speeds: SpeedProfile

    private let policy: RescuePolicy
    private let host: any RescueHost
    private var schedule: StagedSchedule
    private var buffer: [UInt8]
    private var startTime: Duration = .zero
    private var isAnnounced = false

    private var unconfirmed = UnconfirmedReads()
    private var rhythm: CheckpointRhythm

    private var disc: KnownDisc
    /// Sectors of the image that the last look showed to have been misread.
    private var misread: [LBA] = []
    var care = DriveCare<RevocableJudgements>()
    var placeFaults: Set<ReadFault.Kind> = []
    private var speed: Double?

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
        self.disc = KnownDisc(identity)
        self.policy = policy
        self.speed = policy.speed
        self.rhythm = CheckpointRhythm(every: policy.checkpointInterval)
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
        rhythm.begin(at: startTime)
        report(.started)
        beginStage()
        let last: RescueEnd
        do {
            last = try rescue()
        } catch {
            // What is in the image already is worth recording, if that is still possible.
            _ = try? checkpoint()
            throw error
        }
        keepWhatIsHeld()
        changeSpeed(to: policy.speed)
        speeds.endRun(after: host.now() - startTime)
        report(.ended(last))
        return last
    }

    /// Ends the rescue for good and gives the source back, still open; the sink is closed.
    package consuming func releaseSource() -> Source {
        source
    }
}

// MARK: - The loop

extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Works until there is an end that still holds when all is recorded.
    private mutating func rescue() throws(Sink.Failure) -> RescueEnd {
        while true {
            let end = try loop()
            let before = rhythm.setbacks
            let last = try close(after: end)
            // The last look at the disc may take something back that was to be complete.
            guard last == end, end == .complete || end == .exhausted, rhythm.setbacks > before,
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
                let before = rhythm.setbacks
                if try checkpoint() == .otherDisc { return .otherDisc }
                guard rhythm.setbacks > before else { return endOfWork() }
                schedule.beginAgain()
                continue
            }
            if try enterPhase() == .otherDisc { return .otherDisc }
            if let end = try perform(request) { return end }
            if isCheckpointDue, try checkpoint() == .otherDisc { return .otherDisc }
        }
    }

    /// Why the run has to end before the next command; nil: it goes on.
    private func limitReached() -> RescueEnd? {
        if host.isStopRequested { return .interrupted }
        if mustEnd { return .outOfTime }
        if rhythm.isHopeless {
            return .driveLost(.unexplained)
        }
        if let limit = policy.maxReadErrors, progress.readErrors > limit {
            return .tooManyReadErrors
        }
        return nil
    }

    /// Goes on to the next stage, if there is one.
    @discardableResult
    private mutating func beginStage() -> Bool {
        guard let stage = host.nextStage(after: map) else { return false }
        schedule.begin(stage, in: map)
        progress.stage = stage
        report(.stage(stage))
        return true
    }

    /// Announces another phase or pass, after recording the one before it.
    private mutating func enterPhase() throws(Sink.Failure) -> DiscMatch {
        let isSame = schedule.phase == progress.phase && schedule.pass == progress.pass
        guard !isAnnounced || !isSame else { return .sameDisc }
        let isWorthRecording = isAnnounced && rhythm.isCheap(at: host.now())
        let check = isWorthRecording ? try checkpoint() : .sameDisc
        isAnnounced = true
        progress.phase = schedule.phase
        progress.pass = schedule.pass
        report(.phase(schedule.phase, pass: schedule.pass))
        prepareDrive()
        return check
    }

    /// How a run ends that has nothing left to read.
    private mutating func endOfWork() -> RescueEnd {
        let isLeftOut = schedule.hasBounds && map.count(of: RetryingPhase.before) > 0
        // The map must not say that nothing is left to do.
        progress.phase = isLeftOut ? .copying : schedule.phase
        if let refusal = progress.refusal { return .refused(refusal) }
        if isLeftOut { return .chosenRead }
        return map.isComplete && progress.formTwo.isEmpty ? .complete : .exhausted
    }

    /// Counts what could not be read again as what it is: there from an earlier read.
    ///
    /// That does not make it complete: somebody had reason to doubt these bytes, and nobody
    /// confirmed them.
    private mutating func keepWhatIsHeld() {
        let held = sink.holding(map)
        progress.sectorsKept = held.count(of: .rescued) - map.count(of: .rescued)
        if progress.sectorsKept > 0 { progress.map = held }
    }

    private mutating func report(_ event: RescueEvent) {
        progress.elapsed = host.now() - startTime
        host.report(event, progress)
    }
}

// MARK: - One command

extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Performs one read until it succeeded, or failed for a reason that waiting does not mend.
    private mutating func perform(_ request: ReadRequest) throws(Sink.Failure) -> RescueEnd? {
        progress.position = request.range.start
        let deadline = host.now() + patience
        var place: PlaceWatch?
        while true {
            report(.reading(request))
            let commandTime = host.now()
            guard let fault = try readOnce(request) else { return nil }
            let duration = host.now() - commandTime
            tell(.fault(fault))
            switch FaultResponse(to: fault.kind) {
            case .classify: if leaveOutFormTwo(of: fault) { return nil }
            case .refused: return noteRefusal(fault, after: duration)
            case .damage, .distrust, .awaitReturn, .wait, .identify: break
            }
            switch try recover(from: fault, at: &place) {
            case .damage: return noteDamage(fault, after: duration)
            case .otherDisc: return .otherDisc
            case .ended: return limitReached() ?? .interrupted
            case .lost: return .driveLost(fault)
            case .again(let isWell):
                if let limit = limitReached() { return limit }
                if host.now() >= deadline, !isWell { return .driveLost(fault) }
            }
        }
    }

    /// Reads and delivers; returns the fault if the read failed.
    private mutating func readOnce(_ request: ReadRequest) throws(Sink.Failure) -> ReadFault? {
        let commandTime = host.now()
        do throws(ReadFault) {
            try Self.read(request, from: &source, into: &buffer)
        } catch {
            return error
        }
        let now = host.now()
        let duration = now - commandTime
        speeds.noteRead(request.range, took: duration, at: now - startTime)
        try Self.deliver(buffer, of: request, to: &sink)
        schedule.succeeded(request, after: duration, in: &progress.map)
        unconfirmed.noteRescued(request.range)
        progress.sectorsRescued += request.range.count
        care.noteGoodRead()
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
}

// MARK: - What failed

extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Leaves the fault to the schedule, unless the drive hangs: then nothing it said counts.
    private mutating func noteDamage(_ fault: ReadFault, after duration: Duration) -> RescueEnd? {
        noteReadError(fault, after: duration)
        care.noteFailure(
            fault.kind, after: duration,
            remembering: RevocableJudgements(sectorCount: map.sectorCount))
        judge { schedule, map in schedule.failed(fault, in: &map) }
        guard let fault = tendDrive(after: fault) else { return nil }
        care.memory?.takeBack(in: &progress.map)
        return .driveWedged(fault)
    }

    /// Counts a read that failed, and what it cost.
    private mutating func noteReadError(_ fault: ReadFault, after duration: Duration) {
        progress.readErrors += 1
        speeds.noteError(
            at: fault.failingLBA ?? fault.range.start, took: duration, at: host.now() - startTime)
    }

    /// Lets the schedule mark what it concludes; as long as the drive fails, that can be taken back.
    @discardableResult
    private mutating func judge<Result>(
        _ work: (inout StagedSchedule, inout SectorMap) -> Result
    ) -> Result {
        guard care.isFailing else { return work(&schedule, &progress.map) }
        let before = map
        progress.map.changes = []
        let result = work(&schedule, &progress.map)
        let changes = map.changes ?? []
        progress.map.changes = nil
        care.update { $0.note(changes, in: before) }
        return result
    }

    /// Takes the Form 2 sectors out of the rescue, if there are any among those that were asked for.
    ///
    /// - Returns: Whether there were; the schedule then asks for the others again.
    private mutating func leaveOutFormTwo(of fault: ReadFault) -> Bool {
        let found = source.formTwoSectors(in: fault.range)
        for range in found {
            progress.map.exclude(range)
            schedule.noteChange(of: range, in: map)
            care.update { $0.forget(range) }
            progress.noteFormTwo(range)
            unconfirmed.noteFormTwo(range)
        }
        return !found.isEmpty
    }

    /// Gives up the sectors of a protected ECC block at once: without a key, no retry helps.
    ///
    /// A longer read is left to the schedule: a part of it may be free.
    ///
    /// - Returns: The end of the run, once nothing is left to do but to ask for such sectors again.
    private mutating func noteRefusal(_ fault: ReadFault, after duration: Duration) -> RescueEnd? {
        noteReadError(fault, after: duration)
        progress.refusal = fault
        if schedule.phase == .retrying { return .refused(fault) }
        if fault.range.count > policy.eccBlockSectors {
            judge { schedule, map in schedule.failed(fault, in: &map) }
        } else {
            judge { _, map in map.mark(fault.range, as: .unreadable) }
            schedule.noteChange(of: fault.range, in: map)
        }
        return nil
    }
}

// MARK: - What is recorded, and what is not believed any more

extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    private var isCheckpointDue: Bool { rhythm.isDue(at: host.now()) || sink.wantsCheckpoint }

    /// Records everything, if the disc is still the one that the run began with.
    ///
    /// While the disc cannot be looked at nothing is recorded, and the next checkpoint decides.
    private mutating func checkpoint() throws(Sink.Failure) -> DiscMatch {
        let start = host.now()
        var check = DiscMatch.sameDisc
        if !unconfirmed.isEmpty {
            check = lookAtDisc(isThorough: false)
            if check != .otherDisc { try takeBackWhatTheLookCost() }
        }
        if check == .sameDisc { try record() }
        rhythm.noteCheckpoint(from: start, to: host.now())
        return check
    }

    /// Records what can be recorded at the end of a run; the rest is taken back.
    private mutating func close(after end: RescueEnd) throws(Sink.Failure) -> RescueEnd {
        let check = end == .otherDisc ? .otherDisc : try checkpoint()
        if check == .sameDisc { return end }
        try distrust()
        try record()
        return switch (check, end) {
        case (.otherDisc, _): .otherDisc
        case (.unknown(let fault), .complete), (.unknown(let fault), .exhausted),
            (.unknown(let fault), .chosenRead), (.unknown(let fault), .refused):
            .driveLost(fault ?? .unexplained)
        default: end
        }
    }

    private mutating func record() throws(Sink.Failure) {
        try sink.checkpoint(map, phase: progress.phase)
        if !unconfirmed.isEmpty { rhythm.noteRecorded() }
        unconfirmed = UnconfirmedReads()
        report(.checkpoint)
    }

    /// Takes back what was learnt since the last checkpoint; it will be read again.
    ///
    /// All of it is taken out of the map before the first byte is erased, which may fail.
    mutating func distrust() throws(Sink.Failure) {
        guard !unconfirmed.isEmpty else { return }
        let (rescued, formTwo) = (unconfirmed.rescued, unconfirmed.formTwo)
        unconfirmed = UnconfirmedReads()
        formTwo.forEach { markUntried($0) }
        formTwo.forEach { progress.forgetFormTwo($0) }
        try takeBack(rescued)
    }

    /// After a look at the disc: a command of it was given up, or it showed that sectors were misread.
    private mutating func takeBackWhatTheLookCost() throws(Sink.Failure) {
        if disc.takeSuspicion() { try distrust() }
        guard !misread.isEmpty else { return }
        let sectors = misread.map { SectorRange(start: $0, count: 1) }
        misread.removeAll()
        unconfirmed.forget(SectorSet(sectors))
        try takeBack(sectors)
    }

    private mutating func takeBack(_ rescued: [SectorRange]) throws(Sink.Failure) {
        rescued.forEach { markUntried($0) }
        let count = rescued.sectorCount
        progress.sectorsRescued -= count
        rhythm.noteSetback(at: host.now())
        report(.distrusted(sectors: count))
        for range in rescued { try sink.erase(range) }
    }

    private mutating func markUntried(_ range: SectorRange) {
        progress.map.mark(range, as: .untried)
        schedule.noteChange(of: range, in: map)
        care.update { $0.forget(range) }
    }
}

// MARK: - The drive, and the disc in it

extension RescueEngine: CarefulReading where Source: ~Copyable, Sink: ~Copyable {
    var runHost: any RunHost { host }

    var map: SectorMap { progress.map }

    var patience: Duration { policy.patience }

    var timeLeft: Duration? { policy.maxTime.map { startTime + $0 - host.now() } }

    mutating func settle(after fault: ReadFault) throws(Sink.Failure) {
        try takeBackWhatTheLookCost()
        // Another disc may have been in the drive since the last look, and be out again. What was read
        // was needed to compare this one with, and is taken back only now.
        let isAbsence = FaultResponse(to: fault.kind) == .awaitReturn
        if isAbsence || fault.kind.isNews { try distrust() }
    }

    mutating func readAgain(_ lba: LBA) -> ReadFault? {
        let request = ReadRequest(SectorRange(start: lba, count: 1), fromMedium: true)
        do throws(ReadFault) {
            try Self.read(request, from: &source, into: &buffer)
            return nil
        } catch {
            disc.noteFault(error.kind)
            return error
        }
    }

    mutating func reconnect() throws(ReadFault) { try source.reconnect() }

    mutating func tell(_ event: DriveEvent) {
        report(.drive(event))
    }

    /// Sets the drive up for the phase and pass that begins.
    ///
    /// Before a retry the head is sent to the other end of the disc: what the drive has cached of the
    /// sectors to be retried is gone then, even if it takes no notice of the FUA bit.
    private mutating func prepareDrive() {
        changeSpeed(to: schedule.speed)
        if schedule.phase == .retrying, let far = goodSector(far: progress.position) {
            _ = readAgain(far)
        }
    }

    /// Asks for another speed; a drive that does not take it reads at its own.
    private mutating func changeSpeed(to multiple: Double?) {
        guard multiple != speed else { return }
        speed = multiple
        try? source.setSpeed(multiple)
    }

    /// A rescued sector at the end of the disc that is farther away.
    private func goodSector(far place: LBA) -> LBA? {
        let rescued = SectorStatusSet(.rescued)
        return place > map.sectorCount / 2
            ? map.firstRun(of: rescued)?.range.start
            : map.lastRun(of: rescued, before: map.sectorCount).map { $0.range.end - 1 }
    }

    /// Looks which disc is there, by its descriptors, and by sectors that are in the image.
    mutating func lookOnce(isThorough: Bool) throws(ReadFault) -> DiscMatch {
        switch try look(atSamples: isThorough ? 8 : 2, isThorough: isThorough) {
        case .same: return .sameDisc
        case .other: return .otherDisc
        case .unknown: return .unknown(nil)
        case .doubtful:
            // Either the drive misread one sector once, or it is another disc that is nearly alike.
            let verdict = try look(
                atSamples: DiscRecognition.samplesInDoubt, isThorough: isThorough)
            switch verdict {
            case .same: return .sameDisc
            case .unknown: return .unknown(nil)
            case .doubtful(let sectors, _) where verdict.isMisreading:
                misread = sectors
                return .sameDisc
            case .doubtful, .other: return .otherDisc
            }
        }
    }

    private mutating func look(
        atSamples count: Int, isThorough: Bool
    ) throws(ReadFault) -> DiscRecognition.Verdict {
        let places = SamplePlaces(
            in: map, unconfirmed: unconfirmed.rescued, witnesses: disc.identity.witnesses.keys,
            tiresome: disc.tiresome)
        let (held, confirmed) = places.samples(count, from: &sink)
        var descriptors = Set(disc.identity.witnesses.keys)
        // Where the image tells the disc, descriptors that take long are left alone.
        if !isThorough, !confirmed.isEmpty { descriptors.subtract(disc.tiresome) }
        let recognition = DiscRecognition(
            descriptors: Array(descriptors), samples: Array(held.keys), essential: confirmed)
        return try disc.look(
            at: &source, recognition, held: held, host: host, isOver: endOfLook())
    }
}
