import RescueCore

extension TestRandom {
    /// A map of about as many runs as asked for, of short and long runs.
    mutating func map(sectorCount: Int, runs: Int) -> SectorMap {
        var map = SectorMap(sectorCount: sectorCount)
        for _ in 0..<runs where sectorCount > 0 {
            let start = Int.random(in: 0..<sectorCount, using: &self)
            let longest = Bool.random(using: &self) ? 2 : max(2, sectorCount / 4)
            let end = min(sectorCount, start + Int.random(in: 1...longest, using: &self))
            let status = SectorStatus.mapfileCases.randomElement(using: &self) ?? .rescued
            map.mark(SectorRange(start, end), as: status)
        }
        return map
    }
}

extension SectorMap {
    /// The letters of all sectors, one by one.
    var letters: String { String(statuses.map(\.letter)) }

    /// The statuses of all sectors, one by one.
    var statuses: [SectorStatus] {
        runs.flatMap { [SectorStatus](repeating: $0.status, count: $0.range.count) }
    }
}
