/// Which sectors an image has, and which of them are not believed any more.
extension SectorMap {
    /// Whether all sectors of a range were rescued; those behind the map were not.
    public func isRescued(_ range: SectorRange) -> Bool {
        self.range.contains(range) && runs(in: range).allSatisfy { $0.status == .rescued }
    }

    /// The map in which no sector of some ranges counts as rescued; what was counts as untried.
    public func demoting(_ ranges: [SectorRange]) -> SectorMap {
        var map = self
        for range in ranges {
            for run in runs(in: range.clamped(to: self.range)) where run.status == .rescued {
                map.mark(run.range, as: .untried)
            }
        }
        return map
    }

    /// The map of an image that has so many bytes: what it does not hold as a whole is not rescued.
    public func cut(toBytes byteCount: Int) -> SectorMap {
        let whole = byteCount / Sector.size
        return whole < sectorCount ? demoting([SectorRange(whole, sectorCount)]) : self
    }
}
