/// Goes over the gaps that were left, from the last to the first, and looks in each for the edge
/// where the good data behind the damage begin.
///
/// The middle of the gap is read: if that fails, the edge lies behind it; if not, all from there to
/// the end of the gap is read in one stream, and the edge lies before. A damaged area of any size
/// costs as many failing reads as its size can be halved.
struct GapHalving: Sendable {
    /// Gaps before this sector were not looked at yet.
    private var limit: LBA
    /// What is not yet decided of the gap at hand: between a failure and good data.
    private var window = SectorRange(0, 0)
    /// What is being read, from the middle of the window on.
    private var stream: SectorRange?
    private var streamStart: LBA = 0

    /// Smaller windows are left alone.
    private let smallest: Int

    /// Makes the search through the gaps of a map, down to windows of `smallest` sectors, at least 1.
    init(sectorCount: Int, smallest: Int) {
        limit = sectorCount
        self.smallest = smallest
    }

    mutating func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange? {
        let untried = SectorStatusSet(.untried)
        while true {
            if let stream {
                if let run = map.firstRun(of: untried, from: stream.start)?.range,
                    run.start < stream.end
                {
                    let rest = SectorRange(run.start, min(run.end, stream.end))
                    return rest.firstPiece(alignedTo: size(rest))
                }
                endStream(before: streamStart)
            }
            while window.count < smallest {
                guard let gap = map.lastRun(of: untried, before: limit)?.range else { return nil }
                limit = gap.start
                // Between two failures there is no edge to be found.
                let hasEdge = gap.end == map.sectorCount || map.isRescued(behind: gap)
                window = hasEdge ? gap : SectorRange(gap.start, gap.start)
            }
            beginStream(size: size(window))
        }
    }

    private mutating func beginStream(size: Int) {
        let middle = (window.start + window.end) / 2
        streamStart =
            window.count > size ? max(window.start, middle / size * size) : window.start
        stream = SectorRange(streamStart, window.end)
    }

    private mutating func endStream(before edge: LBA) {
        window = SectorRange(window.start, max(window.start, edge))
        stream = nil
    }

    mutating func succeeded(_ range: SectorRange) {
        guard let whole = stream else { return }
        stream = SectorRange(min(range.end, whole.end), whole.end)
    }

    /// Takes note of sectors that are bad or slow.
    ///
    /// Damage at the middle is the damage of this gap; damage further on is another one, which is
    /// left alone.
    mutating func leave(_ range: SectorRange) {
        guard let whole = stream else { return }
        if whole.start == streamStart || range.start == streamStart {
            let end = min(max(range.end, window.start), window.end)
            window = SectorRange(end, window.end)
            stream = nil
        } else {
            endStream(before: streamStart)
        }
    }
}
