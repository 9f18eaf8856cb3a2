/// What a streak of failures made the map say, sector by sector: it does not count if the drive
/// turns out to hang.
///
/// It is a difference, not a copy of an old map: whatever else becomes of a sector in the meantime,
/// its entry is gone, and taking the judgements back leaves that sector alone.
struct RevocableJudgements: Sendable {
    /// The status that a sector had before; `rescued` where there is nothing to be taken back.
    private var former: SectorMap

    /// Makes the list of no judgement on any of so many sectors.
    init(sectorCount: Int) {
        former = SectorMap(sectorCount: sectorCount)
        former.mark(former.range, as: .rescued)
    }

    /// Takes note that the drive's failures changed the status of sectors; of several changes the
    /// first one counts.
    ///
    /// - Parameters:
    ///   - ranges: The sectors.
    ///   - before: The map before the change.
    mutating func note(_ ranges: [SectorRange], in before: SectorMap) {
        for range in ranges {
            for run in Array(former.runs(in: range)) where run.status == .rescued {
                for old in before.runs(in: run.range) {
                    former.mark(old.range, as: old.status)
                }
            }
        }
    }

    /// Takes note that something else became of sectors.
    mutating func forget(_ range: SectorRange) {
        former.mark(range, as: .rescued)
    }

    /// Gives the sectors their former status in a map.
    func takeBack(in map: inout SectorMap) {
        for run in former.runs where run.status != .rescued {
            map.mark(run.range, as: run.status)
        }
    }
}
