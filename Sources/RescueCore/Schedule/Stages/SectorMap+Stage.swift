/// What a rescue sees of a map that is to read no more than some of its sectors.
extension SectorMap {
    /// The map in which everything else that is missing is not wanted.
    ///
    /// What was rescued stays so wherever it is: it tells where damage ends.
    func wanting(_ sectors: SectorSet) -> SectorMap {
        var builder = SectorMapBuilder()
        for run in runs {
            for part in Self.parts(of: run, wanting: sectors) {
                builder.append(part.range.count, part.status)
            }
        }
        return builder.map()
    }

    /// Takes the status of sectors over from another map, of which only some are wanted.
    mutating func copy(_ range: SectorRange, from map: SectorMap, wanting sectors: SectorSet) {
        for run in map.runs(in: range) {
            for part in Self.parts(of: run, wanting: sectors) {
                mark(part.range, as: part.status)
            }
        }
    }

    private static func parts(of run: Run, wanting sectors: SectorSet) -> [Run] {
        guard SectorStatusSet.missing.contains(run.status) else { return [run] }
        var parts: [Run] = []
        var place = run.range.start
        for part in sectors.parts(in: run.range) {
            parts.append(Run(SectorRange(place, part.start), .excluded))
            parts.append(Run(part, run.status))
            place = part.end
        }
        parts.append(Run(SectorRange(place, run.range.end), .excluded))
        return parts
    }
}

extension SectorMap {
    /// Whether no sector of a set is missing.
    package func lacksNothing(of sectors: SectorSet) -> Bool {
        sectors.ranges.allSatisfy { range in
            guard let gap = firstRun(of: .missing, from: range.start) else { return true }
            return gap.range.start >= range.end
        }
    }
}
