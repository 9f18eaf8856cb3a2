/// The UDF volume of a disc: from its descriptors to its tree.
struct UDFReading {
    private(set) var tree: FileTree?
    private(set) var notes = FilesystemNotes()
    private(set) var structures: [SectorRange] = []

    private static let fileSetLimit = 64

    /// Reads what the descriptors of a volume lead to; nothing if there is no volume.
    init(
        _ found: UDFDescriptors, from source: inout some RescuedSectors & ~Copyable,
        limits: FileTreeBuilder.Limits
    ) {
        guard let logical = found.logical else { return }
        let maps = UDFPartitionMaps(
            logical, at: found.logicalLBA, found.partitions, from: &source)
        structures += maps.structures
        notes.add(maps.notes)
        guard logical.little32(at: 212) == Sector.size else {
            notes.add(.descriptor, .broken, lba: found.logicalLBA)
            return
        }
        structures.append(integrity(logical))
        guard let root = root(logical, maps.reader.space, from: &source) else {
            if notes.isEmpty { notes.add(.descriptor, .broken, lba: found.logicalLBA) }
            return
        }
        tree = UDFTreeReader.tree(
            root: root, reader: maps.reader, from: &source, limits: limits)
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
            structures += [lba, space.twins.twin(of: lba)].compactMap { $0 }.map {
                SectorRange(start: $0, count: 1)
            }
            guard let (bytes, _) = space.sector(at: lba, from: &source) else {
                notes.add(.descriptor, .absence(of: lba, in: source.sectorCount), lba: lba)
                continue
            }
            if let tag = UDFTag(bytes), tag.kind == .fileSet, tag.isSound {
                return UDFAddress(bytes.part(404, 6))
            }
            notes.add(.descriptor, .broken, lba: lba)
        }
        return nil
    }
}
