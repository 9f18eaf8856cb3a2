package import RescueCore

extension SimulatedDisc {
    /// A map that calls those sectors unreadable whose true bytes cannot be had in at most so many
    /// attempts, and all others untried.
    ///
    /// It knows of the damage only, not of what happens to the drive; `speed` is the multiple of 1x
    /// the drive is told to keep to.
    package func losses(attempts: Int, speed: Double? = nil) -> SectorMap {
        let unit = drive.script.lossUnit
        var map = SectorMap(sectorCount: sectorCount)
        for rule in drive.script.rules {
            let touched = rule.range.grown(toMultiplesOf: unit).clamped(to: map.range)
            for lba in touched.start..<touched.end
            where map.status(at: lba) == .untried
                && !isRecoverable(lba, attempts: attempts, speed: speed)
            {
                map.mark(SectorRange(start: lba, count: 1), as: .unreadable)
            }
        }
        return map
    }
}
