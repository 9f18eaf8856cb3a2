/// The UDF volume of a disc: from its anchors to its tree.
struct UDFReading {
    private(set) var volume: UDFVolume?
    private(set) var tree: FileTree?
    private(set) var notes = FilesystemNotes()
    private(set) var structures: [SectorRange] = []

    private static let fileSetLimit = 64

    init(
        sessions: [LBA], isAnnounced: Bool,
        from source: inout some RescuedSectors & ~Copyable, limits: FileTreeBuilder.Limits
    ) {
        let found = UDFDescriptors(
            sessions: sessions, isAnnounced: isAnnounced, from: &source)
        structures = found.structures
        notes = found.notes
        guard let logical = found.logical else {
            if isAnnounced { notes.add(.descriptor, .broken) }
            return
        }
        let maps = UDFPartitionMaps(logical, found.partitions, from: &source)
        structures += maps.structures
        notes.add(maps.notes)
        volume = Self.volume(logical, found, isVirtual: maps.isVirtual)
        guard logical.little32(at: 212) == Sector.size else {
            notes.add(.descriptor, .broken)
            return
        }
        structures.append(integrity(logical))
        guard let root = root(logical, maps.reader.space, from: &source) else { return }
        tree = UDFTreeReader.tree(
            root: root, reader: maps.reader, from: &source, limits: limits)
    }

    private static func volume(
        _ logical: UntrustedBytes, _ found: UDFDescriptors, isVirtual: Bool
    ) -> UDFVolume {
        let primary = found.primary ?? UntrustedBytes([])
        let name = primary.part(389, 23).array.prefix { $0 != 0 }
        return UDFVolume(
            label: UDFText.field(logical.part(84, 128)), revision: logical.little16(at: 240),
            implementation: String(decoding: name, as: UTF8.self),
            created: UDFText.seconds(primary.part(376, 12)),
            partitions: found.partitions.sorted { $0.key < $1.key }.map(\.value.sectors),
            isVirtual: isVirtual)
    }

    /// Where the sequence lies that says whether the volume was closed properly.
    private func integrity(_ logical: UntrustedBytes) -> SectorRange {
        let count = (logical.little32(at: 432) + Sector.size - 1) / Sector.size
        return SectorRange(start: logical.little32(at: 436), count: count)
    }

    /// Where the root's file entry is, out of the first file set descriptor that can be read.
    private mutating func root(
        _ logical: UntrustedBytes, _ space: UDFSpace,
        from source: inout some RescuedSectors & ~Copyable
    ) -> UDFAddress? {
        let first = UDFAddress(logical.part(252, 6))
        let count = (logical.little32(at: 248) + Sector.size - 1) / Sector.size
        for step in 0..<min(max(count, 1), Self.fileSetLimit) {
            let place = UDFAddress(block: first.block + step, partition: first.partition)
            guard let lba = space.lba(of: place) else { break }
            structures.append(SectorRange(start: lba, count: 1))
            guard let sector = source.sector(at: lba) else {
                notes.add(.descriptor, .missing, lba: lba)
                continue
            }
            let bytes = UntrustedBytes(sector)
            if let tag = UDFTag(bytes), tag.kind == .fileSet, tag.isSound {
                return UDFAddress(bytes.part(404, 6))
            }
            notes.add(.descriptor, .broken, lba: lba)
        }
        return nil
    }
}
