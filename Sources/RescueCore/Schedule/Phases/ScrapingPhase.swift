/// The phase of the ECC blocks that could not be read as a whole: their sectors, one by one, if the
/// drive gives good sectors of a bad block, or if nobody is to rely on that it does not.
struct ScrapingPhase: Sendable {
    private let isThorough: Bool
    private var walk = StatusWalk(over: .unscraped)
    private var edgeCursor: LBA = 0
    private var middleCursor: LBA = 0

    init(policy: RescuePolicy) {
        isThorough = policy.effort == .thorough
    }

    /// Whether the sectors are to be read, and not just probed.
    func isWanted(_ yield: BlockYield) -> Bool { isThorough || yield.givesGoodSectors }

    mutating func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange? {
        walk.next(in: map, size: size)
    }

    /// The next probe of a bad block: of an outer sector next to good ones, each edge once; then of
    /// the middle of blocks all over the disc.
    mutating func nextProbe(in map: SectorMap, block: Int) -> FollowUp? {
        nextEdge(in: map, block: block) ?? nextMiddle(in: map, block: block)
    }

    private mutating func nextEdge(in map: SectorMap, block: Int) -> FollowUp? {
        while let run = map.firstRun(of: SectorStatusSet(.unscraped), from: edgeCursor)?.range {
            if map.isRescued(before: run) {
                edgeCursor = run.start + 1
                return .probe(run.prefix(1), block: run.firstPiece(alignedTo: block))
            }
            edgeCursor = run.end
            if map.isRescued(behind: run) {
                return .probe(run.suffix(1), block: run.lastPiece(alignedTo: block))
            }
        }
        return nil
    }

    /// The middle of a block, as the first sector of the block's second half.
    private mutating func nextMiddle(in map: SectorMap, block: Int) -> FollowUp? {
        while let run = map.firstRun(of: SectorStatusSet(.unscraped), from: middleCursor)?.range {
            let piece = run.firstPiece(alignedTo: block)
            middleCursor = max(piece.end, middleCursor + map.sectorCount / Self.middles)
            guard piece.count > 2 else { continue }
            let half = SectorRange(piece.start + piece.count / 2, piece.end)
            return .probe(half.prefix(1), block: half)
        }
        return nil
    }

    /// The middles that are probed lie so many parts of the disc apart.
    private static let middles = 64
}
