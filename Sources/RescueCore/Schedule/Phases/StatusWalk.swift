/// Goes over all sectors of one status, forward, until none is left.
///
/// The sweeping, the trimming and the scraping of sectors are such walks.
struct StatusWalk: Sendable {
    private let wanted: SectorStatusSet
    private var cursor: LBA = 0

    init(over status: SectorStatus) {
        wanted = SectorStatusSet(status)
    }

    mutating func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange? {
        let run = map.firstRun(of: wanted, from: cursor) ?? map.firstRun(of: wanted)
        guard let range = run?.range else { return nil }
        cursor = range.start
        return range.firstPiece(alignedTo: size(range))
    }
}
