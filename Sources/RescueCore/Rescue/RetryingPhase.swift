/// The last phase: unreadable sectors once more, from the medium, the direction alternating.
struct RetryingPhase: Sendable {
    /// What has to be gone before sectors are retried.
    static let before: SectorStatusSet = SectorStatusSet.missing.subtracting(
        SectorStatusSet(.unreadable))

    private(set) var pass = 0

    private let retries: Int
    private var cursor: LBA = 0

    init(retries: Int) {
        self.retries = retries
    }

    mutating func next(in map: SectorMap) -> ReadRequest? {
        while pass <= retries, map.count(of: .unreadable) > 0 {
            if pass > 0, let sector = nextSector(in: map) {
                return ReadRequest(sector, fromMedium: true)
            }
            pass += 1
            cursor = isForward ? 0 : map.sectorCount
        }
        return nil
    }

    private var isForward: Bool { pass % 2 == 0 }

    /// The next unreadable sector of this pass; the cursor passes it whatever comes of it.
    private mutating func nextSector(in map: SectorMap) -> SectorRange? {
        let unreadable = SectorStatusSet(.unreadable)
        let sector =
            isForward
            ? map.firstRun(of: unreadable, from: cursor)?.range.prefix(1)
            : map.lastRun(of: unreadable, before: cursor)?.range.suffix(1)
        if let sector {
            cursor = isForward ? sector.end : sector.start
        }
        return sector
    }
}
