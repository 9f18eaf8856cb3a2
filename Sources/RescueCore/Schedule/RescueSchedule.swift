/// Decides what is read next: good data first, then what is left, ever more closely.
///
/// A pure function of the map, the policy and what just happened. The map alone carries a rescue
/// from one run to the next; what a schedule remembers beside it only spares reads.
package struct RescueSchedule: Sendable {
    /// What the rescue is about now.
    package private(set) var phase: RescuePhase = .copying

    /// Which pass of the phase it is, from 1.
    package var pass: Int {
        switch phase {
        case .copying: copying.pass
        case .retrying: retrying.pass
        case .trimming, .sweeping, .scraping, .finished: 1
        }
    }

    /// The multiple of 1x that the drive is to keep to now; nil: as fast as it can.
    package var speed: Double? { phase == .retrying ? retrying.speed : policy.speed }

    private let policy: RescuePolicy
    private var copying: CopyingPhase
    private var trimming = StatusWalk(over: .untrimmed)
    private var sweeping = StatusWalk(over: .untried)
    private var scraping: ScrapingPhase
    private var retrying: RetryingPhase
    private var judge: DamageJudge
    private var slow: SlowWatch
    /// Whether nothing comes behind what is in the map now.
    private var isLastStage = true
    /// What to read because of the last failure, and whether it was asked for.
    private var followUp: FollowUp?
    private var isFollowingUp = false

    /// Makes the schedule of a run that follows `policy`.
    package init(policy: RescuePolicy) {
        self.policy = policy
        copying = CopyingPhase(policy: policy)
        scraping = ScrapingPhase(policy: policy)
        retrying = RetryingPhase(policy: policy)
        judge = DamageJudge(policy: policy)
        slow = SlowWatch(commandSectors: policy.commandSectors)
    }

    /// The next read, or nil when nothing is left to do.
    ///
    /// Only sectors that are not rescued are ever asked for. Blocks that are given up because the
    /// drive gives nothing of them are marked in the map.
    package mutating func next(in map: inout SectorMap) -> ReadRequest? {
        // What was asked for and came to no end is not asked for again.
        if isFollowingUp { _ = takeFollowUp() }
        if let followUp {
            isFollowingUp = true
            return ReadRequest(followUp.range)
        }
        while phase != .finished {
            if let request = nextInPhase(map) { return request }
            advance(&map)
        }
        return nil
    }

    /// Takes note of a read that succeeded, and whose bytes are in the image.
    ///
    /// How long the command took tells slow areas from others.
    package mutating func succeeded(
        _ request: ReadRequest, after duration: Duration = .zero, in map: inout SectorMap
    ) {
        map.mark(request.range, as: .rescued)
        let isSlow = slow.isSlow(request.range, took: duration)
        if let followUp = takeFollowUp() {
            self.followUp = judge.succeeded(followUp)
            // A block that an earlier stage has probed may hold sectors that are rescued.
            if let range = self.followUp?.range, map.holdsRescued(in: range) { self.followUp = nil }
            if case .hint(_, let sector) = followUp {
                map.mark(SectorRange(start: sector, count: 1), as: .unreadable)
            }
        } else if phase == .retrying {
            judge.noteFlakyBlock()
            retrying.succeeded()
        } else if phase == .copying {
            copying.succeeded(request.range)
            if isSlow, copying.isHasty { copying.leave(request.range, in: map) }
        }
    }

    /// Takes note of a read that failed because of what is on the disc.
    package mutating func failed(_ fault: ReadFault, in map: inout SectorMap) {
        if let followUp = takeFollowUp() {
            noteFailure(of: followUp, in: &map)
        } else if phase == .retrying {
            retrying.failed(fault.range)
        } else {
            let mayProbe = self.mayProbe && fault.kind == .mediumError
            if fault.kind != .mediumError { retrying.doubt(fault.range) }
            let finding = judge.judge(fault, unit: unit, mayProbe: mayProbe, in: map)
            followUp = finding.followUp
            giveUp(finding, in: &map)
            for range in judge.takeProven() where map.status(at: range.start) == .untrimmed {
                let first = range.firstPiece(alignedTo: unit)
                giveUp(DamageJudge.Finding(bad: first, isExact: true), in: &map)
            }
            if phase == .copying { copying.leave(finding.bad, in: map) }
        }
    }
}

extension RescueSchedule {
    /// Begins with the first phase again, for other sectors than before.
    ///
    /// What is known of the drive stays. Unless the stage is the last one, nothing is retried in it,
    /// and no block is given up for what is not known of the drive yet.
    mutating func beginStage(isLast: Bool) {
        isLastStage = isLast
        phase = .copying
        copying.restart()
        scraping = ScrapingPhase(policy: policy)
        if retrying.pass > 0 { retrying = RetryingPhase(policy: policy) }
    }

    /// How many sectors are given up together.
    private var unit: Int { phase == .scraping ? 1 : judge.yield.unit }

    /// The first passes are for the good data; a probe that finds something soon pays for itself.
    private var mayProbe: Bool {
        phase != .copying || (!copying.isHasty && judge.yield.isPromising)
    }

    private mutating func nextInPhase(_ map: SectorMap) -> ReadRequest? {
        let isFirstPass = phase == .copying && copying.pass == 1
        let size = { [judge, unit] run in
            judge.readSize(at: run, unit: unit, isBetweenFailures: !isFirstPass)
        }
        switch phase {
        case .copying: return copying.next(in: map, unit: unit, size: size).map { ReadRequest($0) }
        case .sweeping: return sweeping.next(in: map, size: size).map { ReadRequest($0) }
        case .trimming: return trimming.next(in: map, size: size).map { ReadRequest($0) }
        case .scraping: return nextToScrape(map, size)
        case .retrying: return retrying.next(in: map, yield: judge.yield)
        case .finished: return nil
        }
    }

    /// Probes until it is known what the drive gives of a bad block, then scrapes if it gives any.
    private mutating func nextToScrape(
        _ map: SectorMap, _ size: (SectorRange) -> Int
    ) -> ReadRequest? {
        guard map.count(of: .unscraped) > 0 else { return nil }
        if !scraping.isWanted(judge.yield) {
            let block = judge.yield.block
            let badBlocks = (map.count(of: .unscraped) + block - 1) / block
            if judge.yield.probesLeft(badBlocks: badBlocks) > 0 {
                followUp = scraping.nextProbe(in: map, block: block)
            }
            if let followUp {
                isFollowingUp = true
                return ReadRequest(followUp.range)
            }
            guard isLastStage else { return nil }
            judge.conclude(badBlocks: badBlocks)
        }
        return scraping.isWanted(judge.yield)
            ? scraping.next(in: map, size: size).map { ReadRequest($0) } : nil
    }

    /// Goes on to the next phase, or back to the first one if sectors fell back to a status before.
    ///
    /// They do when what was read of them turned out not to be trustworthy.
    private mutating func advance(_ map: inout SectorMap) {
        switch phase {
        case .copying: phase = policy.effort == .quick ? .finished : .trimming
        case .trimming: phase = map.count(of: .untried) > 0 ? .sweeping : .scraping
        case .sweeping: phase = map.count(of: .untrimmed) > 0 ? .trimming : .scraping
        case .scraping where !isLastStage: phase = .finished
        case .scraping:
            map.markAll(.unscraped, as: .unreadable)
            phase = .retrying
        case .retrying, .finished:
            phase = map.count(of: RetryingPhase.before) > 0 ? .copying : .finished
            copying.restart()
        }
    }
}

// MARK: - Failures

extension RescueSchedule {
    /// Marks the sectors that a failure speaks of.
    private func giveUp(_ finding: DamageJudge.Finding, in map: inout SectorMap) {
        let status: SectorStatus =
            if finding.isExact {
                unit == 1 || finding.bad.count == 1 ? .unreadable : .unscraped
            } else {
                vagueStatus
            }
        map.mark(finding.bad, as: status)
    }

    /// What sectors are that were in a failed read, if that was not the fault of all of them.
    private var vagueStatus: SectorStatus { phase == .scraping ? .unscraped : .untrimmed }

    private mutating func takeFollowUp() -> FollowUp? {
        guard isFollowingUp else { return nil }
        isFollowingUp = false
        defer { followUp = nil }
        return followUp
    }

    private mutating func noteFailure(of followUp: FollowUp, in map: inout SectorMap) {
        self.followUp = judge.failed(followUp)
        switch followUp {
        case .front(let range, let named):
            // Either of the two failures may have been chance.
            map.mark(SectorRange(range.start, named.end), as: vagueStatus)
        case .probe(let range, _), .second(let range): map.mark(range, as: .unreadable)
        case .hint, .rest, .otherHalf: break
        }
    }
}

extension SectorMap {
    /// Whether a sector of a range was rescued.
    fileprivate func holdsRescued(in range: SectorRange) -> Bool {
        runs(in: range).contains { $0.status == .rescued }
    }

    /// Gives all sectors of one status another one.
    fileprivate mutating func markAll(_ old: SectorStatus, as status: SectorStatus) {
        while let run = firstRun(of: SectorStatusSet(old)) {
            mark(run.range, as: status)
        }
    }
}
