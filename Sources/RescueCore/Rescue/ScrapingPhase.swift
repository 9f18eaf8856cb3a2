/// The phase of the ECC blocks that could not be read as a whole: their sectors, one by one, if the
/// drive gives good sectors of a bad block, or if nobody is to rely on that it does not.
struct ScrapingPhase: Sendable {
    private let isThorough: Bool
    private var walk = StatusWalk(over: .unscraped)
    private var probeCursor: LBA = 0

    init(policy: RescuePolicy) {
        isThorough = policy.effort == .thorough
    }

    /// Whether the sectors are to be read, and not just probed.
    func isWanted(_ habit: BlockHabit) -> Bool { isThorough || habit.givesGoodSectors }

    mutating func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange? {
        walk.next(in: map, size: size)
    }

    /// The next probe: the outer sector of a bad block next to good ones, each edge once.
    mutating func nextProbe(in map: SectorMap, block: Int) -> FollowUp? {
        while let run = map.firstRun(of: SectorStatusSet(.unscraped), from: probeCursor)?.range {
            if map.isRescued(before: run) {
                probeCursor = run.start + 1
                return .probe(run.prefix(1), block: run.firstPiece(alignedTo: block))
            }
            probeCursor = run.end
            if map.isRescued(behind: run) {
                return .probe(run.suffix(1), block: run.lastPiece(alignedTo: block))
            }
        }
        return nil
    }
}
