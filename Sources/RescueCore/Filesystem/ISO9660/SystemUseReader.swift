/// Follows the system use fields of a record to the places where they go on.
///
/// Source: SUSP 1.12, clause 5.1 (CE).
struct SystemUseReader {
    /// So many continuations are followed for one record, and so many bytes of them for a tree.
    private static let areaLimit = 64
    private static let byteLimit = 512 << 20

    /// Whether any field of Rock Ridge was found.
    private(set) var wasSeen = false

    private var bytesRead = 0
    private var lost: LBA?
    private var sectors: [SectorRange] = []

    /// All fields of a record.
    mutating func fields(
        of area: UntrustedBytes, blockSize: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) -> RockRidge {
        var fields = RockRidge()
        fields.read(area)
        var areas = 0
        while let next = fields.next, areas < Self.areaLimit, bytesRead < Self.byteLimit {
            areas += 1
            let offset = next.block * blockSize + next.offset
            let lba = offset / Sector.size
            guard let sector = source.sector(at: lba) else {
                lost = lba
                break
            }
            sectors.append(SectorRange(start: lba, count: 1))
            let part = UntrustedBytes(sector).part(offset % Sector.size, next.length)
            bytesRead += max(part.count, 64)
            fields.read(part)
        }
        wasSeen = wasSeen || fields.mode != nil || !fields.name.isEmpty
        return fields
    }

    /// The sector that was missing since the last call.
    mutating func takeLost() -> LBA? {
        defer { lost = nil }
        return lost
    }

    /// The sectors that were read since the last call.
    mutating func takeSectors() -> [SectorRange] {
        defer { sectors.removeAll(keepingCapacity: true) }
        return sectors
    }
}
