/// A half-open range of sectors: `start ..< end`.
public struct SectorRange: Hashable, Sendable {
    /// The first sector of the range.
    public let start: LBA

    /// The first sector behind the range.
    public let end: LBA

    /// Makes the range from `start` up to, but without, `end`.
    ///
    /// Traps unless `0 <= start <= end`.
    public init(_ start: LBA, _ end: LBA) {
        precondition(0 <= start && start <= end, "a sector range needs 0 <= start <= end")
        self.start = start
        self.end = end
    }

    /// Makes the range of `count` sectors that begins at `start`.
    public init(start: LBA, count: Int) {
        self.init(start, start + count)
    }

    /// How many sectors can be addressed at all: READ (12) names one in 32 bits (MMC-6).
    public static let mostSectors = 1 << 32

    /// Makes the range of numbers that come from outside, whatever they are.
    ///
    /// - Returns: nil unless `0 <= start <= end <= mostSectors`.
    public init?(checking start: Int, end: Int) {
        guard 0 <= start, start <= end, end <= Self.mostSectors else { return nil }
        self.init(start, end)
    }

    /// Makes the range of numbers that come from outside, whatever they are.
    ///
    /// - Returns: nil unless both are at least 0 and it ends at `mostSectors` or before.
    public init?(checking start: Int, count: Int) {
        guard 0 <= start, start <= Self.mostSectors, 0 <= count,
            count <= Self.mostSectors - start
        else { return nil }
        self.init(start, start + count)
    }

    /// How many sectors the range holds.
    public var count: Int { end - start }

    /// Whether the range holds no sector at all.
    public var isEmpty: Bool { start == end }

    /// How many bytes of user data the range holds.
    public var byteCount: Int { count * Sector.size }

    /// Where the range begins in an image, in bytes.
    public var byteOffset: Int { start * Sector.size }

    /// Whether `lba` lies in the range.
    public func contains(_ lba: LBA) -> Bool { start <= lba && lba < end }

    /// Whether all of `other` lies in the range.
    public func contains(_ other: SectorRange) -> Bool {
        start <= other.start && other.end <= end
    }

    /// Whether the two ranges share a sector.
    public func overlaps(_ other: SectorRange) -> Bool {
        max(start, other.start) < min(end, other.end)
    }

    /// The part of the range that lies in `bounds`; empty, at a border of `bounds`, if none does.
    public func clamped(to bounds: SectorRange) -> SectorRange {
        let low = min(max(start, bounds.start), bounds.end)
        return SectorRange(low, max(low, min(end, bounds.end)))
    }

    /// The first part of the range, at most `count` sectors.
    public func prefix(_ count: Int) -> SectorRange {
        SectorRange(start, min(end, start + count))
    }

    /// The last part of the range, at most `count` sectors.
    public func suffix(_ count: Int) -> SectorRange {
        SectorRange(max(start, end - count), end)
    }

    /// The first piece of the range when it is cut at every multiple of `unit`.
    public func firstPiece(alignedTo unit: Int) -> SectorRange {
        SectorRange(start, min(end, (start / unit + 1) * unit))
    }

    /// The last piece of the range when it is cut at every multiple of `unit`.
    ///
    /// The range must not be empty.
    public func lastPiece(alignedTo unit: Int) -> SectorRange {
        precondition(!isEmpty, "an empty range has no last piece")
        return SectorRange(max(start, (end - 1) / unit * unit), end)
    }
}

extension SectorRange: CustomStringConvertible {
    /// The range as people write it: the first and the last LBA, or the only one.
    public var description: String {
        switch count {
        case 0: "none"
        case 1: "LBA \(start)"
        default: "LBA \(start)-\(end - 1)"
        }
    }
}

extension Sequence<SectorRange> {
    /// How many sectors the ranges have together.
    package var sectorCount: Int { reduce(0) { $0 + $1.count } }
}

extension [SectorRange] {
    /// Appends a range, or makes the last one longer if the new one begins where it ends.
    package mutating func appendMerging(_ range: SectorRange) {
        if let last, last.end == range.start {
            self[count - 1] = SectorRange(last.start, range.end)
        } else {
            append(range)
        }
    }

    /// The first range that reaches behind a sector; the ranges are in order and do not overlap.
    func firstIndex(endingBehind lba: LBA) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].end <= lba { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
