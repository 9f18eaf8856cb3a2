/// Sectors of which it is noted which were asked for and are missing.
///
/// A filesystem that is read through it tells so what it could not be read from.
struct WantedSectors<Source: RescuedSectors & ~Copyable>: RescuedSectors, ~Copyable {
    /// The sectors of the disc that were asked for and are missing, as often as they were asked for.
    private(set) var missing: [SectorRange] = []

    private var source: Source

    init(_ source: consuming Source) {
        self.source = source
    }

    var sectorCount: Int { source.sectorCount }

    mutating func sector(at lba: LBA) -> [UInt8]? {
        if let bytes = source.sector(at: lba) { return bytes }
        if 0 <= lba, lba < sectorCount, missing.last?.contains(lba) != true {
            missing.appendMerging(SectorRange(start: lba, count: 1))
        }
        return nil
    }
}
