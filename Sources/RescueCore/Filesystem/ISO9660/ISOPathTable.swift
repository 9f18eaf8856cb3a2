/// The path table of a volume: every directory once more, with its parent.
///
/// Source: ECMA-119 clauses 6.9 and 9.4.
struct ISOPathTable {
    /// A directory in the table.
    struct Record {
        var identifier: [UInt8]
        var block: Int
        var parentBlock: Int
    }

    /// No table has more records, because their numbers have 16 bits; one takes 262 bytes at most.
    private static let recordLimit = 65_535
    private static let byteLimit = recordLimit * 262

    private(set) var records: [Record] = []
    /// Sectors of the table that were not rescued.
    private(set) var missing: [LBA] = []

    init(of volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable) {
        let extent = volume.pathTable
        let start = extent.imageOffset ?? 0
        let end = min(
            start + min(extent.byteCount, Self.byteLimit), source.sectorCount * Sector.size)
        var bytes: [UInt8] = []
        var offset = start
        // A record is found only through all those before it, so a missing sector ends the table.
        while offset < end {
            guard let sector = source.sector(at: offset / Sector.size) else {
                missing.append(offset / Sector.size)
                break
            }
            let next = min(end, (offset / Sector.size + 1) * Sector.size)
            bytes += UntrustedBytes(sector).part(offset % Sector.size, next - offset).array
            offset = next
        }
        read(UntrustedBytes(bytes))
    }

    private mutating func read(_ bytes: UntrustedBytes) {
        var offset = 0
        while offset + 8 < bytes.count, records.count < Self.recordLimit {
            let length = Int(bytes[offset])
            guard length > 0, offset + 8 + length <= bytes.count else { return }
            let block = bytes.little32(at: offset + 2)
            let parent = bytes.little16(at: offset + 6)
            // The root is the first record and its own parent; every parent stands before its children.
            guard (1...records.count + 1).contains(parent) else { return }
            let parentBlock = parent <= records.count ? records[parent - 1].block : block
            records.append(
                Record(
                    identifier: bytes.part(offset + 8, length).array, block: block,
                    parentBlock: parentBlock))
            offset += 8 + length + length % 2
        }
    }
}
