/// Reads the partition maps of a logical volume, with the tables they need.
///
/// Source: ECMA-167 3/10.7; UDF 2.60, 2.2.8 to 2.2.13.
struct UDFPartitionMaps {
    /// Sectors before the end in which the table of a write-once disc is looked for: behind it there
    /// may be run-out sectors and padding.
    private static let tableSearch = 320
    /// How many file entries are tried as the table's before it counts as lost.
    private static let tableCandidates = 8
    /// No table is larger, in bytes: it has 4 for each block, and the largest disc 62 million of them.
    private static let tableLimit = 256 << 20
    private static let mapLimit = 16

    private(set) var reader: UDFFileReader
    private(set) var notes = FilesystemNotes()
    private(set) var structures: [SectorRange] = []

    private let descriptors: [Int: UDFDescriptors.Partition]

    init(
        _ logical: UntrustedBytes, at lba: LBA, _ descriptors: [Int: UDFDescriptors.Partition],
        from source: inout some RescuedSectors & ~Copyable
    ) {
        self.descriptors = descriptors
        let work = 4 * source.sectorCount + 1_000_000
        reader = UDFFileReader(
            UDFSpace(partitions: [], work: work), sectorCount: source.sectorCount)
        for map in Self.maps(in: logical) {
            let partition = partition(of: map, from: &source)
            if partition == nil { notes.add(.descriptor, .broken, lba: lba) }
            reader.space.partitions.append(partition)
        }
        structures += descriptors.values.map(\.spaceBitmap)
    }

    /// The maps of a logical volume, each as its bytes (ECMA-167 3/10.7.1).
    static func maps(in logical: UntrustedBytes) -> [UntrustedBytes] {
        var maps: [UntrustedBytes] = []
        var offset = 440
        for _ in 0..<min(logical.little32(at: 268), mapLimit) {
            let length = Int(logical[offset + 1])
            guard length >= 6, offset + length <= logical.count else { break }
            maps.append(logical.part(offset, length))
            offset += length
        }
        return maps
    }

    /// Whether a logical volume has a partition of a write-once disc that was written in several goes.
    static func hasVirtualPartition(_ logical: UntrustedBytes?) -> Bool {
        logical.map(maps)?.contains { $0.has("*UDF Virtual Partition", at: 5) } ?? false
    }

    private mutating func partition(
        of map: UntrustedBytes, from source: inout some RescuedSectors & ~Copyable
    ) -> UDFPartition? {
        let number = map[0] == 1 ? map.little16(at: 4) : map.little16(at: 38)
        guard let sectors = descriptors[number]?.sectors else { return nil }
        if map[0] == 1 { return UDFPartition(kind: .physical, sectors: sectors) }
        guard map[0] == 2 else { return nil }
        let plain = UDFPartition(kind: .physical, sectors: sectors)
        if map.has("*UDF Virtual Partition", at: 5) { return virtual(plain, from: &source) }
        if map.has("*UDF Sparable Partition", at: 5) {
            return sparable(plain, map, from: &source)
        }
        if map.has("*UDF Metadata Partition", at: 5) {
            return metadata(plain, map, from: &source)
        }
        return nil
    }

    /// Takes the first of the sparing tables, which are all the same, that can be read (UDF 2.60,
    /// 2.2.12).
    private mutating func sparable(
        _ plain: UDFPartition, _ map: UntrustedBytes,
        from source: inout some RescuedSectors & ~Copyable
    ) -> UDFPartition? {
        let packet = map.little16(at: 40)
        guard packet > 0 else { return nil }
        let sectorCount = min((map.little32(at: 44) + Sector.size - 1) / Sector.size, 256)
        for index in 0..<min(Int(map[42]), 4) {
            let range = SectorRange(
                start: map.little32(at: 48 + index * 4), count: sectorCount)
            structures.append(range)
            let extent = FileExtent(imageOffset: range.byteOffset, byteCount: range.byteCount)
            let table = UntrustedBytes(
                reader.bytes(of: [extent], limit: range.byteCount, from: &source))
            guard UDFTag(table) != nil, table.has("*UDF Sparing Table", at: 17) else {
                notes.add(.descriptor, .broken, lba: range.start)
                continue
            }
            let count = min(table.little16(at: 48), (table.count - 56) / 8)
            // Numbers from 0xFFFFFFF0 on mean packets that are free or bad.
            let moved = (0..<max(count, 0)).map { index in
                (
                    packet: table.little32(at: 56 + index * 8) / packet,
                    lba: table.little32(at: 60 + index * 8)
                )
            }.filter { $0.packet < 0xFFFF_FFF0 / packet }
            return UDFPartition(
                kind: .sparable(packet: packet, moved: moved.sorted { $0.packet < $1.packet }),
                sectors: plain.sectors)
        }
        return plain
    }

    /// Opens the file that is a metadata partition, and its mirror, which has the same blocks in other
    /// places (UDF 2.60, 2.2.13).
    private mutating func metadata(
        _ plain: UDFPartition, _ map: UntrustedBytes,
        from source: inout some RescuedSectors & ~Copyable
    ) -> UDFPartition? {
        let before = reader.space.partitions
        defer { reader.space.partitions = before }
        // The files lie in the plain partition, whatever number that has among the maps.
        reader.space.partitions = [plain]
        var files: [Metadata] = []
        for offset in [40, 44] {
            let block = map.little32(at: offset)
            guard !files.contains(where: { $0.block == block }) else { continue }
            if let file = metadata(at: block, from: &source) { files.append(file) }
        }
        guard let file = files.first(where: \.isComplete) ?? files.first else { return nil }
        for other in files where other.block != file.block {
            reader.space.twins = UDFMirror(of: file.blocks, in: other.blocks)
        }
        return UDFPartition(kind: .metadata(file.blocks), sectors: plain.sectors)
    }

    /// A file that is a partition.
    private struct Metadata {
        /// Where its file entry stands.
        var block: Int
        var blocks: UDFBlockList
        /// Whether every block has a place.
        var isComplete: Bool
    }

    private mutating func metadata(
        at block: Int, from source: inout some RescuedSectors & ~Copyable
    ) -> Metadata? {
        let address = UDFAddress(block: block, partition: 0)
        // A map without a mirror has a number there that no block has.
        guard let place = reader.space.lba(of: address) else { return nil }
        structures.append(SectorRange(start: place, count: 1))
        guard case .found(let entry, let lba) = reader.entry(at: address, from: &source) else {
            let isThere = source.sector(at: place) != nil
            notes.add(
                .fileEntry, isThere ? .broken : .absence(of: place, in: source.sectorCount),
                lba: place)
            return nil
        }
        let placement = reader.placement(of: entry, at: lba, partition: 0, from: &source)
        structures += reader.takeSectors()
        return Metadata(
            block: block, blocks: UDFBlockList(placement.extents),
            isComplete: placement.isComplete)
    }

    /// Reads the virtual allocation table, whose file entry is the last thing written to the disc
    /// (UDF 2.60, 2.2.11; without a header before 2.00).
    private mutating func virtual(
        _ plain: UDFPartition, from source: inout some RescuedSectors & ~Copyable
    ) -> UDFPartition? {
        let before = reader.space.partitions
        defer { reader.space.partitions = before }
        reader.space.partitions = [plain]
        let end = source.sectorCount
        var candidates = 0
        for lba in stride(from: end - 1, through: max(0, end - Self.tableSearch), by: -1) {
            guard let sector = source.sector(at: lba),
                let entry = UDFFileEntry(UntrustedBytes(sector)),
                entry.type == UDFFileEntry.FileType.virtualTable || entry.type == 0
            else { continue }
            candidates += 1
            guard candidates <= Self.tableCandidates else { break }
            let placement = reader.placement(of: entry, at: lba, partition: 0, from: &source)
            // What was not recorded is no table.
            guard placement.extents.allSatisfy({ $0.imageOffset != nil }) else { continue }
            let bytes = UntrustedBytes(
                reader.bytes(
                    of: placement.extents, limit: min(4 * end + 8192, Self.tableLimit),
                    from: &source))
            guard let table = Self.table(bytes, hasHeader: entry.type != 0) else { continue }
            structures.append(SectorRange(start: lba, count: 1))
            structures += placement.extents.map(\.sectors).filter { $0.end <= end }
            return UDFPartition(kind: .virtual(table), sectors: plain.sectors)
        }
        return nil
    }

    private static func table(_ bytes: UntrustedBytes, hasHeader: Bool) -> [UInt32]? {
        let trailer = bytes.count - 36
        guard hasHeader || bytes.has("*UDF Virtual Alloc Tbl", at: trailer + 1) else { return nil }
        let entries = hasHeader ? bytes.part(bytes.little16(at: 0)) : bytes.part(0, trailer)
        return stride(from: 0, to: entries.count - 3, by: 4).map {
            UInt32(entries.little32(at: $0))
        }
    }
}
