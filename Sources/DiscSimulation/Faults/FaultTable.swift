import RescueCore

/// The rules of a script, laid out so that those of a sector are found by binary search.
struct FaultTable: Sendable {
    /// Neighbouring sectors that the same rules are about.
    struct Segment: Hashable, Sendable {
        var range: SectorRange
        /// The rules, in the order of the script: places in the table's list.
        var members: Range<Int>
    }

    private(set) var segments: [Segment] = []
    private(set) var members: [FaultRule] = []

    /// Lays out rules for a disc; what lies behind its end is cut off.
    ///
    /// Rules of damage grow to whole multiples of `lossUnit`, the sectors that fail together.
    init(_ rules: [FaultRule], sectorCount: Int, lossUnit: Int) {
        let disc = SectorRange(0, sectorCount)
        let grown = rules.map { rule in
            let unit = rule.effect.isDamage ? lossUnit : 1
            let range = rule.range.grown(toMultiplesOf: unit)
            return FaultRule(range.clamped(to: disc), rule.effect, reportsLBA: rule.reportsLBA)
        }
        lay(grown)
    }

    /// The place of the first segment that reaches behind `lba`.
    func firstIndex(behind lba: LBA) -> Int {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].range.end <= lba { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The rules of one sector.
    func rules(at lba: LBA) -> ArraySlice<FaultRule> {
        let index = firstIndex(behind: lba)
        guard index < segments.count, segments[index].range.contains(lba) else { return [] }
        return members[segments[index].members]
    }

    /// Sweeps over the borders of the rules and keeps the set of those that are in force.
    private mutating func lay(_ rules: [FaultRule]) {
        let order = rules.indices.filter { !rules[$0].range.isEmpty }
        let starts = order.sorted { (rules[$0].range.start, $0) < (rules[$1].range.start, $1) }
        var next = 0
        var active: [Int] = []
        var position = 0
        while next < starts.count || !active.isEmpty {
            if active.isEmpty {
                position = rules[starts[next]].range.start
            }
            while next < starts.count, rules[starts[next]].range.start == position {
                active.append(starts[next])
                next += 1
            }
            active.sort()
            var end = active.reduce(Int.max) { min($0, rules[$1].range.end) }
            if next < starts.count {
                end = min(end, rules[starts[next]].range.start)
            }
            append(SectorRange(position, end), active.map { rules[$0] })
            active.removeAll { rules[$0].range.end <= end }
            position = end
        }
    }

    private mutating func append(_ range: SectorRange, _ rules: [FaultRule]) {
        let first = members.count
        members += rules
        segments.append(Segment(range: range, members: first..<members.count))
    }
}

extension SectorRange {
    /// The smallest range of whole units that holds this one; an empty one stays empty.
    func grown(toMultiplesOf unit: Int) -> SectorRange {
        guard !isEmpty else { return self }
        return SectorRange(start / unit * unit, (end + unit - 1) / unit * unit)
    }
}
