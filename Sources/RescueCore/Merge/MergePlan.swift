/// Which copies have which sectors of a disc.
struct MergePlan: Sendable {
    /// Neighbouring sectors that the same copies have.
    struct Stretch: Hashable, Sendable {
        /// The sectors.
        var range: SectorRange
        /// The copies that have them, by rising number.
        var holders: [Int]
        /// What is known of the sectors where no copy has them.
        var status: SectorStatus
    }

    let maps: [SectorMap]
    /// As many as the largest map has; a copy that is shorter lacks the rest.
    let sectorCount: Int

    init(maps: [SectorMap]) {
        self.maps = maps
        sectorCount = maps.map(\.sectorCount).max() ?? 0
    }

    /// The stretch that begins at a sector; one that somebody has is no longer than `limit`.
    func stretch(at lba: LBA, limit: Int) -> Stretch {
        var end = sectorCount
        var holders: [Int] = []
        var status = SectorStatus.untried
        for (copy, map) in maps.enumerated() where lba < map.sectorCount {
            let run = map.run(at: lba)
            end = min(end, run.range.end)
            if run.status == .rescued { holders.append(copy) }
            // What somebody tried, or knows to be no data, holds for all.
            status = max(status, run.status)
        }
        let range = SectorRange(lba, end)
        return Stretch(
            range: holders.isEmpty ? range : range.prefix(limit), holders: holders,
            status: status)
    }

    /// A few sectors from all over the disc that two copies have both.
    func samples(of first: Int, _ second: Int, count: Int) -> [LBA] {
        let (left, right) = (maps[first], maps[second])
        let end = min(left.sectorCount, right.sectorCount)
        var samples: [LBA] = []
        for index in 0..<count {
            let wanted = max(end * (2 * index + 1) / (2 * count), samples.last.map { $0 + 1 } ?? 0)
            guard let lba = Self.common(left, right, from: wanted) else { break }
            samples.append(lba)
        }
        return samples
    }

    /// The first sector from `lba` on that both maps count as rescued.
    private static func common(_ left: SectorMap, _ right: SectorMap, from lba: LBA) -> LBA? {
        let rescued = SectorStatusSet(.rescued)
        var lba = lba
        while let one = left.firstRun(of: rescued, from: lba)?.range.start,
            let other = right.firstRun(of: rescued, from: one)?.range.start
        {
            if one == other { return one }
            lba = other
        }
        return nil
    }
}
