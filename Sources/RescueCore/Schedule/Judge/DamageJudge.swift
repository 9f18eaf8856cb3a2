/// Judges failed reads: which sectors are bad, which were just not reached, what to read at once.
struct DamageJudge: Sendable {
    private(set) var yield: BlockYield
    private var naming = InformationTrust()
    private var size: ReadSize

    init(policy: RescuePolicy) {
        yield = BlockYield(block: policy.eccBlockSectors)
        size = ReadSize(commandSectors: policy.commandSectors)
    }

    /// The most sectors of a read at the start of a run, if `unit` sectors are given up together.
    func readSize(at run: SectorRange, unit: Int, isBetweenFailures: Bool) -> Int {
        size.at(run, unit: unit, isBetweenFailures: isBetweenFailures)
    }

    /// The earlier failed reads whose first sector is known to be bad only now; each is told once.
    mutating func takeProven() -> [SectorRange] { naming.takeProven() }

    /// What a failed read means.
    struct Finding {
        /// The sectors that cannot be read; if nobody knows which these are, all that were asked for.
        var bad: SectorRange
        /// Whether these are known to be one unit of damage.
        var isExact: Bool
        /// What to read at once.
        var followUp: FollowUp?
    }

    /// Judges a fault; `unit` sectors are given up together.
    mutating func judge(
        _ fault: ReadFault, unit: Int, mayProbe: Bool, in map: SectorMap
    ) -> Finding {
        let lba = naming.failingLBA(of: fault)
        size.noteFailure(at: fault.range.start, isVague: !naming.isWorthTrying(after: fault))
        if let lba {
            let block = SectorRange(start: lba / unit * unit, count: unit)
            return finding(block.clamped(to: fault.range), named: lba, unit: unit, fault, map)
        }
        guard fault.range.firstPiece(alignedTo: unit) == fault.range else {
            return Finding(bad: fault.range, isExact: false)
        }
        return Finding(
            bad: fault.range, isExact: true,
            followUp: mayProbe ? probe(of: fault.range, unit: unit, in: map) : nil)
    }

    private mutating func finding(
        _ bad: SectorRange, named lba: LBA, unit: Int, _ fault: ReadFault, _ map: SectorMap
    ) -> Finding {
        var finding = Finding(bad: bad, isExact: true)
        if unit > 1, lba > bad.start, yield.isHint(lba) {
            finding.followUp = .hint(SectorRange(fault.range.start, lba), sector: lba)
        } else if bad.start > fault.range.start {
            finding.followUp = .front(SectorRange(fault.range.start, bad.start), named: bad)
        }
        if unit > 1, lba % unit == 0,
            bad.start > fault.range.start || map.isRescued(before: bad)
        {
            // Good up to the border of the block and not one sector further: as good as a probe.
            yield.noteVainProbe(isRead: false)
        }
        return finding
    }

    /// A probe of a bad block whose neighbour is good, while it is open what the drive gives.
    private func probe(of bad: SectorRange, unit: Int, in map: SectorMap) -> FollowUp? {
        guard unit > 1, bad.count == unit, yield.probesLeft(badBlocks: 0) > 0 else { return nil }
        if map.isRescued(before: bad) { return .probe(bad.prefix(1), block: bad) }
        if map.isRescued(behind: bad) { return .probe(bad.suffix(1), block: bad) }
        return nil
    }
}

extension DamageJudge {
    /// Learns from a follow-up that succeeded.
    ///
    /// - Returns: What to read next.
    mutating func succeeded(_ followUp: FollowUp) -> FollowUp? {
        switch followUp {
        case .front: naming.confirm()
        case .hint: yield.noteHint(isTrue: true)
        case .rest(let rest, let isLast):
            // One half of a block says nothing of the other.
            let blockStart = rest.start / yield.block * yield.block
            if !isLast, rest.start > blockStart + 1 {
                return .otherHalf(SectorRange(blockStart, rest.start - 1))
            }
            yield.noteFlakyBlock()
        case .otherHalf: yield.noteFlakyBlock()
        case .second: yield.notePartialBlock()
        case .probe(let probe, let block):
            let rest =
                probe.start == block.start
                ? SectorRange(probe.end, block.end) : SectorRange(block.start, probe.start)
            return rest.isEmpty ? nil : .rest(rest, isLast: probe.start > block.start)
        }
        return nil
    }

    /// Learns from a follow-up that failed.
    ///
    /// - Returns: What to read next.
    mutating func failed(_ followUp: FollowUp) -> FollowUp? {
        switch followUp {
        case .front: naming.refute()
        case .probe: yield.noteVainProbe(isRead: true)
        case .rest(let rest, let isLast):
            if rest.count > 1 { return .second(isLast ? rest.suffix(1) : rest.prefix(1)) }
            yield.notePartialBlock()
        case .otherHalf: yield.notePartialBlock()
        case .second: yield.noteFlakyBlock()
        case .hint(let range, let sector):
            yield.noteHint(isTrue: false)
            let block = SectorRange(start: sector / yield.block * yield.block, count: yield.block)
            guard range.start < block.start else { return nil }
            return .front(SectorRange(range.start, block.start), named: block)
        }
        return nil
    }

    /// Draws the conclusion when no block is left that could be probed.
    mutating func conclude(badBlocks: Int) {
        yield.conclude(badBlocks: badBlocks)
    }

    /// Takes note of a block that was read after it had failed.
    mutating func noteFlakyBlock() {
        yield.noteFlakyBlock()
    }
}

extension SectorMap {
    /// Whether the sector before a range was rescued.
    func isRescued(before range: SectorRange) -> Bool {
        range.start > 0 && status(at: range.start - 1) == .rescued
    }

    /// Whether the sector behind a range was rescued.
    func isRescued(behind range: SectorRange) -> Bool {
        range.end < sectorCount && status(at: range.end) == .rescued
    }
}
