package import RescueCore

/// The model of a drive with a disc in it: command in, answer out, and time goes by.
///
/// It answers as a drive answers; what is made of the answer is the business of whoever asked.
/// Everything is decided by the script and its seed, and time is the virtual clock's: the same
/// commands give the same answers, and what happens to a sector does not depend on what was read
/// elsewhere.
package struct SimulatedDrive: ~Copyable {
    /// What the disc and the drive were made of.
    package let script: FaultScript

    /// The time of the model; each command moves it forward.
    package let clock: VirtualClock

    /// What was done so far.
    package private(set) var statistics = SimulatedStatistics()

    /// All commands since it was set to an empty list; nil: none are kept.
    package var log: [SimulatedCommand]?

    /// Whether the tray is locked.
    ///
    /// A script changes or removes the disc all the same.
    package var isTrayLocked = false

    /// Whether the device vanished.
    package var isGone: Bool { state.isGone }

    /// Whether another disc lies in the drive than at the start.
    package private(set) var isChanged = false

    package private(set) var medium: SimulatedMedium?
    /// The disc that was taken out by an event.
    private var removedMedium: SimulatedMedium?
    private var mechanics: DriveMechanics
    private var state: DriveState
    private let chances: SeededDraw
    private let firstCapacity: Int

    /// Puts a disc into a drive.
    package init(_ script: FaultScript, content: any SectorContent, clock: VirtualClock) {
        self.script = script
        self.clock = clock
        medium = SimulatedMedium(script, content: content)
        mechanics = DriveMechanics(
            script.drive, family: script.profile.family, sectorCount: content.sectorCount)
        state = DriveState(events: script.events)
        chances = SeededDraw(seed: script.seed, for: .drive)
        firstCapacity = content.sectorCount
    }

    /// The multiple of 1x the drive was told to keep to; nil: as fast as it can.
    package var speedLimit: Double? {
        get { mechanics.speedLimit }
        set { mechanics.speedLimit = newValue }
    }

    /// How many sectors the disc has that is in the drive now; nil if there is none.
    package var capacity: Int? { medium?.content.sectorCount }

    /// Takes the disc out; a locked tray stays shut, and the answer says so.
    package mutating func openTray() -> SimulatedAnswer {
        if isGone { return .gone }
        if isTrayLocked { return .check(.removalPrevented) }
        medium = nil
        return .good
    }
}

extension SimulatedDrive {
    /// Carries out a read command and tells what the drive answers.
    ///
    /// The range may reach behind the end of the disc, but is not empty. Unless the answer is
    /// `good`, the buffer holds what it held before.
    package mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) -> SimulatedAnswer {
        let start = begin()
        let answer = state.answer() ?? readDisc(request, into: &buffer)
        end(request, start, answer)
        return answer
    }

    /// Asks the drive for size and tracks of the disc in it; `capacity` has them if this is `good`.
    package mutating func look() -> SimulatedAnswer {
        let start = begin()
        let answer = state.answer() ?? (medium == nil ? .check(.noMedium) : .good)
        end(nil, start, answer)
        return answer
    }

    /// Tells what stops a command that needs the disc but reads nothing of it; nil: nothing does.
    ///
    /// It is no command of the script: events wait for a number of reads and looks.
    package mutating func condition() -> SimulatedAnswer? {
        _ = isPresent()
        return state.answer() ?? (medium == nil ? .check(.noMedium) : nil)
    }

    /// Whether the drive is on its bus now: the time may have come for it to be back.
    package mutating func isPresent() -> Bool {
        for action in state.takeDue(command: 0, at: clock.now) {
            happen(action)
        }
        return !state.isGone
    }

    /// Lets a drive that was gone be there again, as after its cable was put back: it was reset.
    package mutating func comeBack() {
        state.isGone = false
        state.attentions.append(.reset)
    }

    private mutating func readDisc(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) -> SimulatedAnswer {
        guard let capacity else { return .check(.noMedium) }
        guard request.range.end <= capacity else { return .check(.outOfRange) }
        if mechanics.hasCached(request) {
            spend(mechanics.secondsFromCache(request.range))
        } else if let failure = readMedium(request) {
            return failure
        }
        if state.takeShort() { return .short }
        do {
            try medium?.deliver(request.range, into: &buffer)
            return .good
        } catch {
            return .check(.internalFailure)
        }
    }

    /// Lets the drive read, and tells how it fails if it does.
    private mutating func readMedium(_ request: ReadRequest) -> SimulatedAnswer? {
        let number = statistics.commands
        if chances.unit(number) < script.drive.errorChance(atCommand: number) {
            spend(mechanics.secondsToRead(request, failingAt: request.range.start))
            return .check(.driveTimeout)
        }
        guard let outlook = medium?.attempt(request.range, speed: mechanics.speedLimit) else {
            return .check(.noMedium)
        }
        let failing = outlook.failure?.lba
        spend(outlook.delay + mechanics.secondsToRead(request, failingAt: failing))
        guard let failure = outlook.failure else { return nil }
        statistics.countFailure(at: failure.lba / script.lossUnit * script.lossUnit)
        switch failure.cause {
        case .check(let sense): return .check(sense)
        case .hang: return .timeout
        }
    }
}

extension SimulatedDrive {
    /// Begins a command: what the script has for this moment happens first.
    private mutating func begin() -> Duration {
        statistics.commands += 1
        for action in state.takeDue(command: statistics.commands, at: clock.now) {
            happen(action)
        }
        return clock.now
    }

    private mutating func happen(_ action: FaultEvent.Action) {
        switch action {
        case .change(let other): insert(other)
        case .remove: (removedMedium, medium) = (medium, nil)
        case .gone: state.isGone = true
        case .back: bringBack()
        case .notReady(let seconds): state.readyAt = clock.now + .seconds(seconds)
        case .reset: state.attentions.append(.reset)
        case .short: state.isShort = true
        case .hang: state.isHanging = true
        }
    }

    private mutating func bringBack() {
        if state.isGone { comeBack() }
        guard let disc = removedMedium.take() else { return }
        medium = disc
        state.attentions.append(.mediumChanged)
    }

    private mutating func insert(_ other: FaultEvent.OtherDisc) {
        var clean = script
        clean.seed = other.seed
        clean.rules = []
        let count = other.sectorCount ?? capacity ?? firstCapacity
        let volume = GeneratedVolume(sectorCount: count, seed: other.seed, label: other.label)
        medium = SimulatedMedium(clean, content: volume)
        mechanics.insertDisc(sectorCount: count)
        isChanged = true
        if !other.isSilent {
            state.attentions.append(.mediumChanged)
        }
    }

    private mutating func end(
        _ request: ReadRequest?, _ start: Duration, _ answer: SimulatedAnswer
    ) {
        if answer == .timeout {
            clock.advance(by: max(.zero, start + .seconds(script.drive.timeout) - clock.now))
        } else if clock.now == start {
            spend(script.drive.commandOverhead)
        }
        let delivered = answer == .good ? request?.range.count ?? 0 : 0
        statistics.count(isSuccess: answer == .good, sectors: delivered)
        log?.append(
            SimulatedCommand(
                number: statistics.commands, request: request, start: start,
                duration: clock.now - start, answer: answer))
    }

    private func spend(_ seconds: Double) {
        let slowdown = script.drive.slowdown(atCommand: statistics.commands)
        clock.advance(by: .seconds(seconds * slowdown))
    }
}
