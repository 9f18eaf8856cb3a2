extension ISOTreeReader {
    /// The entry that a record stands for; nil if Rock Ridge shows it elsewhere.
    mutating func entry(
        of record: ISODirectoryRecord, in parent: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) -> FileTreeBuilder.Entry? {
        let extent = record.extent(blockSize: volume.blockSize)
        var entry = FileTreeBuilder.Entry(
            name: naming == .joliet
                ? ISONames.joliet(record.identifier) : ISONames.plain(record.identifier),
            kind: record.flags.contains(.directory) ? .directory : .file,
            size: extent.byteCount, extents: [extent], modified: record.modified,
            marks: Self.marks(of: record))
        guard case .rockRidge(let skipped) = naming else { return entry }
        let fields = systemUse.fields(
            of: record.systemUse.part(skipped), blockSize: volume.blockSize, from: &source)
        if let loss = systemUse.takeLoss() {
            builder.note(.continuation, loss.problem, lba: loss.lba, entry: parent)
            entry.marks.insert(.incomplete)
        }
        for range in systemUse.takeSectors() {
            builder.use(range, for: .continuation)
        }
        guard !fields.isRelocated else { return nil }
        apply(fields, to: &entry, from: &source)
        return entry
    }

    private func apply(
        _ fields: RockRidge, to entry: inout FileTreeBuilder.Entry,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        if !fields.name.isEmpty { entry.name = fields.name }
        entry.modified = fields.modified ?? entry.modified
        entry.target = fields.target
        if let block = fields.childBlock {
            entry.kind = .directory
            entry.extents = [directory(at: block * volume.blockSize, from: &source)]
            entry.size = entry.extents[0].byteCount
        } else if entry.kind == .file {
            entry.kind = fields.target.isEmpty ? fields.kind ?? .file : .symbolicLink
            // Links and devices have no data, whatever their records say.
            if entry.kind != .file {
                entry.extents = entry.kind == .directory ? entry.extents : []
                entry.size = 0
            }
        }
        if entry.kind == .file, let size = fields.unpackedSize {
            entry.isPacked = true
            entry.size = size
        }
    }

    /// The extent of a directory of which only the place is known: its own record tells the size.
    func directory(
        at offset: Int, from source: inout some RescuedSectors & ~Copyable
    ) -> FileExtent {
        let bytes = source.sector(at: offset / Sector.size).map {
            UntrustedBytes($0).part(offset % Sector.size)
        }
        guard let bytes, let record = ISODirectoryRecord(bytes), record.isSelf else {
            return FileExtent(imageOffset: offset, byteCount: Sector.size)
        }
        return FileExtent(
            imageOffset: offset, byteCount: record.extent(blockSize: volume.blockSize).byteCount)
    }

    private static func marks(of record: ISODirectoryRecord) -> FileTree.Marks {
        var marks: FileTree.Marks = []
        if record.flags.contains(.hidden) { marks.insert(.hidden) }
        if record.flags.contains(.associated) { marks.insert(.associated) }
        if record.isInterleaved { marks.insert(.interleaved) }
        return marks
    }
}
