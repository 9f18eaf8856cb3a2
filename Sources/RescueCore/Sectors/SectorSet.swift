/// A set of sectors: ranges in order, of which none touches the next.
public struct SectorSet: Hashable, Sendable {
    /// The ranges, none of them empty.
    public private(set) var ranges: [SectorRange] = []

    /// Makes the set of all sectors of some ranges, which may overlap and come in any order.
    public init(_ ranges: some Sequence<SectorRange> = []) {
        for range in ranges.sorted(by: { $0.start < $1.start }) where !range.isEmpty {
            if let last = self.ranges.last, range.start <= last.end {
                self.ranges[self.ranges.count - 1] = SectorRange(
                    last.start, max(last.end, range.end))
            } else {
                self.ranges.append(range)
            }
        }
    }

    /// Makes the set of some sectors.
    public init(sectors: some Sequence<LBA>) {
        self.init(sectors.map { SectorRange(start: $0, count: 1) })
    }

    /// Whether there is no sector in the set.
    public var isEmpty: Bool { ranges.isEmpty }

    /// How many sectors the set has.
    public var count: Int { ranges.sectorCount }

    /// Whether a sector is in the set.
    public func contains(_ lba: LBA) -> Bool {
        let index = ranges.firstIndex(endingBehind: lba)
        return index < ranges.count && ranges[index].start <= lba
    }

    /// The sectors of both sets.
    public func union(_ other: SectorSet) -> SectorSet { SectorSet(ranges + other.ranges) }

    /// The sectors that the other set does not have.
    public func subtracting(_ other: SectorSet) -> SectorSet {
        var rest = SectorSet()
        for range in ranges {
            var place = range.start
            for part in other.parts(in: range) {
                if part.start > place { rest.ranges.append(SectorRange(place, part.start)) }
                place = part.end
            }
            if range.end > place { rest.ranges.append(SectorRange(place, range.end)) }
        }
        return rest
    }

    /// The parts of a range that are in the set, in order.
    public func parts(in range: SectorRange) -> [SectorRange] {
        var parts: [SectorRange] = []
        var index = ranges.firstIndex(endingBehind: range.start)
        while index < ranges.count, ranges[index].start < range.end {
            parts.append(ranges[index].clamped(to: range))
            index += 1
        }
        return parts
    }

    /// Places from all over the set, at most so many: what is left of a range from each of them on.
    func samples(_ count: Int) -> [SectorRange] {
        let total = self.count
        return samples(at: (0..<min(count, total)).map { total / count * $0 + total / count / 2 })
    }

    /// The places behind so many sectors of the set, ascending; those behind its end are left out.
    func samples(at offsets: [Int]) -> [SectorRange] {
        var offsets = offsets[...]
        var passed = 0
        var found: [SectorRange] = []
        for range in ranges {
            while let offset = offsets.first, offset < passed + range.count {
                found.append(SectorRange(range.start + max(0, offset - passed), range.end))
                offsets.removeFirst()
            }
            passed += range.count
        }
        return found
    }

    /// The set with all sectors of every unit that it has a sector of, as far as they lie in `bounds`.
    ///
    /// A unit begins at every multiple of its size.
    public func widened(to unit: Int, in bounds: SectorRange) -> SectorSet {
        SectorSet(
            ranges.map { range in
                SectorRange(range.start / unit * unit, (range.end + unit - 1) / unit * unit)
                    .clamped(to: bounds)
            })
    }
}
