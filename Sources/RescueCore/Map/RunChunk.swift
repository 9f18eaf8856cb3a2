/// Where a run begins and what status it has, in one word.
struct RunStart: Equatable, Sendable {
    private let bits: UInt64

    init(_ lba: LBA, _ status: SectorStatus) {
        bits = UInt64(lba) << 3 | UInt64(status.rawValue)
    }

    var lba: LBA { LBA(bits >> 3) }

    var status: SectorStatus {
        guard let status = SectorStatus(rawValue: UInt8(bits & 7)) else {
            preconditionFailure("only init writes the bits")
        }
        return status
    }
}

/// Where a run start stands in the map: which chunk, and which of its starts.
struct RunPlace: Sendable {
    var chunk: Int
    var index: Int
}

/// A bounded stretch of a map's run starts, never empty between two changes of the map.
struct RunChunk: Sendable {
    /// The most starts that move when a run is put in.
    static let capacity = 256

    private(set) var starts: [RunStart]
    private var statuses: SectorStatusSet

    init(_ start: RunStart) {
        self.init([start])
    }

    /// Makes a chunk of starts in order, at least one and at most `capacity`.
    init(_ starts: [RunStart]) {
        self.starts = starts
        self.statuses = Self.statuses(of: starts)
    }

    /// Whether a run of one of the statuses begins in this chunk.
    func holdsAny(of wanted: SectorStatusSet) -> Bool {
        !statuses.isDisjoint(with: wanted)
    }

    /// The first start of one of the statuses at an index or behind it.
    func firstStart(of wanted: SectorStatusSet, from index: Int) -> Int? {
        starts[index...].firstIndex { wanted.contains($0.status) }
    }

    /// The last start of one of the statuses at an index or before it.
    func lastStart(of wanted: SectorStatusSet, through index: Int) -> Int? {
        starts[...min(index, starts.count - 1)].lastIndex { wanted.contains($0.status) }
    }

    mutating func replace(_ range: Range<Int>, with fresh: [RunStart]) {
        starts.replaceSubrange(range, with: fresh)
        statuses = Self.statuses(of: starts)
    }

    /// Keeps the first half and returns the second, if the chunk is over its capacity.
    mutating func splitIfFull() -> RunChunk? {
        guard starts.count > Self.capacity else { return nil }
        let half = starts.count / 2
        let tail = RunChunk(Array(starts[half...]))
        replace(half..<starts.count, with: [])
        return tail
    }

    /// Takes over the starts of the next chunk if both together fill half a chunk at the most.
    mutating func absorb(_ next: RunChunk) -> Bool {
        guard starts.count + next.starts.count <= Self.capacity / 2 else { return false }
        replace(starts.count..<starts.count, with: next.starts)
        return true
    }

    private static func statuses(of starts: [RunStart]) -> SectorStatusSet {
        starts.reduce(into: []) { $0.formUnion(SectorStatusSet($1.status)) }
    }
}
