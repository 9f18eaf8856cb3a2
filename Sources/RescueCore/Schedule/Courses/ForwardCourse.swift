/// Goes forward over what was not tried yet, and jumps ahead where it meets damage, ever further.
struct ForwardCourse: CopyingCourse {
    private let firstJump: Int
    private var cursor: LBA = 0
    private var jump: Int
    private var goodSectors = 0

    /// How many good sectors in a row, 8 MiB, mean that a damaged area was left for good; fewer do
    /// if the last jump was shorter.
    private static let calm = 4_096

    init(firstJump: Int) {
        self.firstJump = firstJump
        jump = firstJump
    }

    func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange? {
        map.firstRun(of: SectorStatusSet(.untried), from: cursor).map { run in
            run.range.firstPiece(alignedTo: size(run.range))
        }
    }

    mutating func succeeded(_ range: SectorRange) {
        cursor = range.end
        goodSectors += range.count
        if goodSectors >= min(jump / 2, Self.calm) { jump = firstJump }
    }

    /// Leaves the neighbourhood of sectors that are bad or slow; a jump ends with the gap.
    mutating func leave(_ range: SectorRange, in map: SectorMap) {
        goodSectors = 0
        cursor = range.end
        let rest = map.firstRun(of: SectorStatusSet(.untried), from: range.end)?.range
        guard let rest, rest.start == range.end else { return }
        cursor = min(range.end + jump, rest.end)
        // A jump ends with the gap; a longer one than any gap says no more.
        jump = min(jump * 2, max(map.sectorCount, 2 * Self.calm))
    }
}
