/// What is known of every sector of a disc: the error map.
///
/// The map covers `0 ..< sectorCount` without gaps, as the fewest runs of equal status. Runs lie in
/// sorted chunks of bounded size, so that a look-up is a binary search and a change moves only one
/// chunk, however many runs there are; each chunk knows which statuses occur in it, so that a search
/// for a status passes over the others.
public struct SectorMap: Sendable {
    /// Neighbouring sectors of one status.
    public struct Run: Hashable, Sendable {
        /// The sectors of the run; never empty.
        public var range: SectorRange
        /// The status they share.
        public var status: SectorStatus

        /// Makes a run of sectors that share a status.
        public init(_ range: SectorRange, _ status: SectorStatus) {
            self.range = range
            self.status = status
        }
    }

    /// How many sectors the map covers.
    public let sectorCount: Int

    private var chunks: [RunChunk]
    private var sectorsByStatus: [Int]

    /// What was marked since somebody wanted to know; nil as long as nobody does.
    var changes: [SectorRange]?

    /// Makes the map of a disc of which nothing was read yet.
    public init(sectorCount: Int) {
        self.sectorCount = sectorCount
        self.chunks = sectorCount == 0 ? [] : [RunChunk(RunStart(0, .untried))]
        self.sectorsByStatus = [Int](repeating: 0, count: SectorStatus.allCases.count)
        self.sectorsByStatus[Int(SectorStatus.untried.rawValue)] = sectorCount
    }

    /// Makes a map of chunks that were filled in order.
    init(sectorCount: Int, chunks: [RunChunk], sectorsByStatus: [Int]) {
        self.sectorCount = sectorCount
        self.chunks = chunks
        self.sectorsByStatus = sectorsByStatus
    }

    /// All sectors of the map as one range.
    public var range: SectorRange { SectorRange(0, sectorCount) }

    /// How many runs the map has.
    public var runCount: Int { chunks.reduce(0) { $0 + $1.starts.count } }

    /// How many sectors have a status.
    public func count(of status: SectorStatus) -> Int {
        sectorsByStatus[Int(status.rawValue)]
    }

    /// How many sectors have one of several statuses.
    public func count(of statuses: SectorStatusSet) -> Int {
        SectorStatus.allCases.reduce(0) { $0 + (statuses.contains($1) ? count(of: $1) : 0) }
    }

    /// How many sectors an image is to hold data of: all that are not excluded.
    public var wantedCount: Int { sectorCount - count(of: .excluded) }

    /// Whether every sector was rescued that is not excluded.
    public var isComplete: Bool { count(of: .missing) == 0 }
}

extension SectorMap {
    /// The status of one sector, which must lie in the map.
    public func status(at lba: LBA) -> SectorStatus {
        let place = self.place(of: lba)
        return chunks[place.chunk].starts[place.index].status
    }

    /// The run that a sector of the map belongs to.
    public func run(at lba: LBA) -> Run {
        run(at: place(of: lba))
    }

    /// The first run with one of `statuses` that reaches to `lba` or behind it, cut off before `lba`.
    public func firstRun(of statuses: SectorStatusSet, from lba: LBA = 0) -> Run? {
        guard lba < sectorCount, count(of: statuses) > 0 else { return nil }
        let place = self.place(of: lba)
        var index = place.index
        for chunk in place.chunk..<chunks.count {
            if chunks[chunk].holdsAny(of: statuses),
                let found = chunks[chunk].firstStart(of: statuses, from: index)
            {
                let run = run(at: RunPlace(chunk: chunk, index: found))
                return Run(SectorRange(max(lba, run.range.start), run.range.end), run.status)
            }
            index = 0
        }
        return nil
    }

    /// The last run with one of `statuses` that begins before `lba`, cut off at `lba`.
    public func lastRun(of statuses: SectorStatusSet, before lba: LBA) -> Run? {
        guard lba > 0, count(of: statuses) > 0 else { return nil }
        let place = self.place(of: min(lba, sectorCount) - 1)
        var index = place.index
        for chunk in stride(from: place.chunk, through: 0, by: -1) {
            if chunks[chunk].holdsAny(of: statuses),
                let found = chunks[chunk].lastStart(of: statuses, through: index)
            {
                let run = run(at: RunPlace(chunk: chunk, index: found))
                return Run(SectorRange(run.range.start, min(lba, run.range.end)), run.status)
            }
            index = .max
        }
        return nil
    }

    /// The sectors with one of `statuses`: ranges in order, none of which touches the next.
    public func ranges(of statuses: SectorStatusSet) -> [SectorRange] {
        var ranges: [SectorRange] = []
        var next = firstRun(of: statuses)
        while let run = next {
            ranges.appendMerging(run.range)
            next = firstRun(of: statuses, from: run.range.end)
        }
        return ranges
    }

    /// Sets the status of all sectors of a range, which must lie in the map.
    public mutating func mark(_ range: SectorRange, as status: SectorStatus) {
        precondition(range.end <= sectorCount, "marked sectors must lie in the map")
        guard !range.isEmpty else { return }
        changes?.append(range)
        recount(range, as: status)
        let before = range.start > 0 ? self.status(at: range.start - 1) : nil
        let behind = range.end < sectorCount ? self.status(at: range.end) : nil
        var fresh: [RunStart] = []
        if before != status {
            fresh.append(RunStart(range.start, status))
        }
        if let behind, behind != status {
            fresh.append(RunStart(range.end, behind))
        }
        replaceStarts(from: range.start, through: range.end, with: fresh)
    }

    private mutating func recount(_ range: SectorRange, as status: SectorStatus) {
        for run in runs(in: range) {
            sectorsByStatus[Int(run.status.rawValue)] -= run.range.count
        }
        sectorsByStatus[Int(status.rawValue)] += range.count
    }

    /// Takes out every run start in `first ... last` and puts `fresh`, sorted, in their place.
    private mutating func replaceStarts(
        from first: LBA, through last: LBA, with fresh: [RunStart]
    ) {
        var low = place(of: first)
        if chunks[low.chunk].starts[low.index].lba < first {
            low.index += 1
        }
        let high = place(of: min(last, sectorCount - 1))
        if low.chunk == high.chunk {
            chunks[low.chunk].replace(low.index..<high.index + 1, with: fresh)
        } else {
            chunks[high.chunk].replace(0..<high.index + 1, with: [])
            chunks[low.chunk].replace(low.index..<chunks[low.chunk].starts.count, with: fresh)
        }
        tidyChunks(low.chunk...high.chunk)
    }

    /// Drops the chunks between the two ends and empty ones, and splits the first if it grew too large.
    private mutating func tidyChunks(_ touched: ClosedRange<Int>) {
        let first = touched.lowerBound
        let last = touched.upperBound
        if last > first, chunks[last].starts.isEmpty {
            chunks.remove(at: last)
        }
        if last > first + 1 {
            chunks.removeSubrange(first + 1..<last)
        }
        if chunks[first].starts.isEmpty {
            chunks.remove(at: first)
        } else if let half = chunks[first].splitIfFull() {
            chunks.insert(half, at: first + 1)
        } else if first + 1 < chunks.count, chunks[first].absorb(chunks[first + 1]) {
            chunks.remove(at: first + 1)
        }
    }

    private func place(of lba: LBA) -> RunPlace {
        precondition(0 <= lba && lba < sectorCount, "the sector must lie in the map")
        let chunk = lastIndex(below: chunks.count) { chunks[$0].starts[0].lba <= lba }
        let starts = chunks[chunk].starts
        return RunPlace(
            chunk: chunk, index: lastIndex(below: starts.count) { starts[$0].lba <= lba })
    }

    private func run(at place: RunPlace) -> Run {
        let starts = chunks[place.chunk].starts
        let start = starts[place.index]
        let end =
            if place.index + 1 < starts.count {
                starts[place.index + 1].lba
            } else if place.chunk + 1 < chunks.count {
                chunks[place.chunk + 1].starts[0].lba
            } else {
                sectorCount
            }
        return Run(SectorRange(start.lba, end), start.status)
    }

    /// The last index below `count` that satisfies a predicate which holds up to some index from 0 on.
    private func lastIndex(below count: Int, where holds: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while high - low > 1 {
            let middle = (low + high) / 2
            if holds(middle) { low = middle } else { high = middle }
        }
        return low
    }
}

extension SectorMap {
    /// All runs of the map, in order.
    public var runs: Runs { Runs(map: self, range: range) }

    /// The runs that overlap a range, cut off at its ends, in order.
    public func runs(in range: SectorRange) -> Runs { Runs(map: self, range: range) }

    /// The runs of a map, or of a part of it, in order.
    public struct Runs: Sequence, IteratorProtocol {
        fileprivate let map: SectorMap
        fileprivate let range: SectorRange
        fileprivate var place: RunPlace?
        fileprivate var end: LBA

        fileprivate init(map: SectorMap, range: SectorRange) {
            self.map = map
            self.range = range
            self.place = range.isEmpty ? nil : map.place(of: range.start)
            self.end = range.end
        }

        /// The next run, or nil behind the last one.
        public mutating func next() -> Run? {
            guard let current = place else { return nil }
            let run = map.run(at: current)
            place =
                if run.range.end >= end {
                    nil
                } else if current.index + 1 < map.chunks[current.chunk].starts.count {
                    RunPlace(chunk: current.chunk, index: current.index + 1)
                } else {
                    RunPlace(chunk: current.chunk + 1, index: 0)
                }
            return Run(run.range.clamped(to: range), run.status)
        }
    }
}

extension SectorMap: Equatable {
    /// Whether two maps say the same of the same sectors.
    public static func == (left: SectorMap, right: SectorMap) -> Bool {
        left.sectorCount == right.sectorCount && left.runs.elementsEqual(right.runs)
    }
}
