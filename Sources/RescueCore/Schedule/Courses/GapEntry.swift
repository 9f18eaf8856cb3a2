/// Goes forward over the gaps that were left and reads into each, until failures come too close.
struct GapEntry: CopyingCourse {
    /// It goes on while there are so many good sectors, on average, between two failures.
    private let worthwhile: Int
    private var cursor: LBA = 0
    private var goodSectors = 0
    private var meanRun: Int

    init(worthwhile: Int) {
        self.worthwhile = worthwhile
        meanRun = 2 * worthwhile
    }

    func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange? {
        map.firstRun(of: SectorStatusSet(.untried), from: cursor).map { run in
            run.range.firstPiece(alignedTo: size(run.range))
        }
    }

    mutating func succeeded(_ range: SectorRange) {
        cursor = range.end
        goodSectors += range.count
    }

    /// Takes note of damage; where there is too much of it, the rest of the gap is left.
    mutating func leave(_ range: SectorRange, in map: SectorMap) {
        meanRun = (meanRun + goodSectors) / 2
        goodSectors = 0
        cursor = range.end
        let rest = map.firstRun(of: SectorStatusSet(.untried), from: range.end)?.range
        if rest?.start == range.end, meanRun >= worthwhile { return }
        meanRun = 2 * worthwhile
        if let rest, rest.start == range.end { cursor = rest.end }
    }
}
