/// A way through what was not tried yet.
protocol CopyingCourse: Sendable {
    /// The next piece to be read, or nil when the way is at its end.
    ///
    /// `size` gives the most sectors of a read at the start of a run.
    mutating func next(in map: SectorMap, size: (SectorRange) -> Int) -> SectorRange?

    /// Takes note that a piece was read.
    mutating func succeeded(_ range: SectorRange)

    /// Leaves the neighbourhood of sectors that are bad or slow.
    mutating func leave(_ range: SectorRange, in map: SectorMap)
}
