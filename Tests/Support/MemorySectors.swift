import RescueCore

/// Sectors in memory, some of them missing.
struct MemorySectors: RescuedSectors {
    var bytes: [UInt8]
    var missing: Set<LBA> = []

    var sectorCount: Int { bytes.count / Sector.size }

    func sector(at lba: LBA) -> [UInt8]? {
        guard 0 <= lba, lba < sectorCount, !missing.contains(lba) else { return nil }
        return Array(bytes[lba * Sector.size..<(lba + 1) * Sector.size])
    }
}

extension MemorySectors {
    /// Puts bytes at a place of a sector.
    mutating func put(_ new: [UInt8], at lba: LBA, _ offset: Int = 0) {
        let start = lba * Sector.size + offset
        bytes.replaceSubrange(start..<start + new.count, with: new)
    }
}
