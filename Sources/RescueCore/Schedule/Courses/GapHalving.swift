/// Goes over the gaps that were left, from the last to the first, and looks in each for the edge
/// where the good data behind the damage begin.
///
/// The middle of the gap is read: if that fails, the edge lies behind it; if not, all from there to
/// the end of the gap is read in one stream, and the edge lies before. A damaged area of any size
/// costs as many failing reads as its size can be halved. Damage that a stream meets further on
/// leaves another gap, which is looked at next: the map holds all that is known.
struct GapHalving: CopyingCourse {
    /// Gaps that end behind this sector are done.
    private var limit: LBA
    /// What is still to be read of a gap, from its middle on.
    private var stream = SectorRange(0, 0)
    /// The gaps before slow sectors, which are no edge.
    private var putOff = SectorRange(0, 0)

    /// Smaller gaps are left alone.
    private let smallest: Int

    /// Makes the search through the gaps of a map, down to gaps of `smallest` sectors.
    init(sectorCount: Int, smallest: Int) {
        limit = sectorCount
        self.smallest = smallest
    }

    mutating func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange? {
        let run = map.firstRun(of: SectorStatusSet(.untried), from: stream.start)?.range
        stream = run?.clamped(to: stream) ?? SectorRange(0, 0)
        if stream.isEmpty, !beginStream(in: map, size: size) { return nil }
        return stream.firstPiece(alignedTo: size(stream))
    }

    mutating func succeeded(_ range: SectorRange) {
        stream = SectorRange(min(range.end, stream.end), stream.end)
    }

    mutating func leave(_ range: SectorRange, in map: SectorMap) {
        stream = SectorRange(0, 0)
        if map.status(at: range.start) == .rescued { putOff(before: range.start, in: map) }
    }

    private mutating func beginStream(in map: SectorMap, size: (SectorRange) -> Int) -> Bool {
        while let gap = map.lastRun(of: SectorStatusSet(.untried), before: limit)?.range {
            if gap.count >= smallest, hasEdge(gap, in: map) {
                limit = gap.end
                stream = SectorRange(middle(of: gap, alignedTo: size(gap)), gap.end)
                return true
            }
            limit = gap.start
        }
        return false
    }

    /// Whether good data follow; there is nothing to be found between two failures.
    private func hasEdge(_ gap: SectorRange, in map: SectorMap) -> Bool {
        let isPutOff = putOff.start <= gap.start && gap.end <= putOff.end
        return !isPutOff && (gap.end == map.sectorCount || map.isRescued(behind: gap))
    }

    private func middle(of gap: SectorRange, alignedTo size: Int) -> LBA {
        max(gap.start, (gap.start + gap.end) / 2 / size * size)
    }

    private mutating func putOff(before slow: LBA, in map: SectorMap) {
        let gap = map.lastRun(of: SectorStatusSet(.untried), before: slow)?.range
        guard let gap, gap.end == slow else { return }
        // What was put off further behind on the disc is passed already.
        let start = putOff.isEmpty || gap.start < putOff.start ? gap.start : putOff.start
        putOff = SectorRange(start, slow)
    }
}
