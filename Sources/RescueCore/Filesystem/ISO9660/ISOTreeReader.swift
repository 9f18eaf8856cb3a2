/// Reads the tree of one descriptor of an ISO 9660 volume.
///
/// Directories are read in the order in which they are found, each stretch of the disc once only:
/// a directory that leads to itself, or lies on another one, ends there. The work is bounded by the
/// size of the disc, the result by the limits of the builder.
struct ISOTreeReader {
    /// How records become names.
    private enum Naming: Equatable {
        case plain
        case joliet
        case rockRidge(skipping: Int)
    }

    private let volume: ISOVolume
    private let naming: Naming
    private var builder: FileTreeBuilder
    private var visited: VisitedBlocks
    /// Directories still to be read, in the order of their discovery.
    private var queue = [FileTree.root]
    private var pending = ISOPendingFile()
    private var systemUse = SystemUseReader()
    /// Whether directories may have lost records, so that another look is worth it.
    private var isDamaged = false

    /// Reads the tree of a volume, with Rock Ridge where it has that.
    ///
    /// - Parameters:
    ///   - volume: The volume.
    ///   - source: The sectors that were rescued.
    ///   - limits: How large the tree may become.
    ///   - budget: How many bytes of continuation areas may be read; what was read is taken off.
    /// - Returns: The tree, as far as it could be read.
    static func tree(
        of volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable,
        limits: FileTreeBuilder.Limits, continuationBudget budget: inout Int
    ) -> FileTree {
        var reader = ISOTreeReader(volume, from: &source, limits: limits)
        reader.systemUse.budget = budget
        reader.readDirectories(from: &source)
        if reader.isDamaged { reader.readOrphans(from: &source) }
        budget = reader.systemUse.budget
        return reader.tree()
    }

    private init(
        _ volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable,
        limits: FileTreeBuilder.Limits
    ) {
        self.volume = volume
        naming = Self.naming(of: volume, from: &source)
        visited = VisitedBlocks(sectorCount: source.sectorCount)
        builder = FileTreeBuilder(
            root: FileTreeBuilder.Entry(
                name: [], kind: .directory, size: volume.root.byteCount, extents: [volume.root],
                modified: volume.rootModified),
            limits: limits)
    }

    private static func naming(
        of volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable
    ) -> Naming {
        guard volume.kind != .joliet else { return .joliet }
        let root = volume.root.imageOffset ?? 0
        // If nobody knows, take the fields for what they look like.
        guard let sector = source.sector(at: root / Sector.size) else {
            return .rockRidge(skipping: 0)
        }
        let bytes = UntrustedBytes(sector).part(root % Sector.size)
        guard let record = ISODirectoryRecord(bytes), record.isSelf else { return .plain }
        return RockRidge.skippedBytes(inRootRecord: record.systemUse)
            .map { .rockRidge(skipping: $0) } ?? .plain
    }

    /// Whether the root's own record announces Rock Ridge.
    static func hasRockRidge(
        _ volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable
    ) -> Bool {
        let root = volume.root.imageOffset ?? 0
        guard volume.kind != .joliet, source.sector(at: root / Sector.size) != nil else {
            return false
        }
        if case .rockRidge = naming(of: volume, from: &source) { return true }
        return false
    }

    private consuming func tree() -> FileTree {
        switch naming {
        case .plain: builder.tree(.iso9660)
        case .joliet: builder.tree(.joliet)
        case .rockRidge: builder.tree(systemUse.format, hasOwnNames: systemUse.hasNames)
        }
    }
}

// MARK: - Directories

extension ISOTreeReader {
    /// Reads the directories of the queue, and those that are found in them.
    private mutating func readDirectories(from source: inout some RescuedSectors & ~Copyable) {
        var place = 0
        while place < queue.count, !builder.isFull {
            readDirectory(queue[place], from: &source)
            place += 1
        }
        queue[place...].forEach { builder.leave($0) }
        queue = []
    }

    /// Reads the records of a directory, sector by sector: no record lies in two (6.8.1.1).
    private mutating func readDirectory(
        _ index: Int, from source: inout some RescuedSectors & ~Copyable
    ) {
        guard let extent = builder.extents(of: index).first, let start = extent.imageOffset
        else { return }
        let end = start + extent.byteCount
        let discEnd = source.sectorCount * Sector.size
        if end > discEnd {
            damage(.directory, .outside, at: start / Sector.size, of: index)
        }
        if end == start, index == FileTree.root {
            damage(.directory, .broken, at: start / Sector.size, of: index)
        }
        var offset = start
        var blank: [LBA] = []
        while offset < min(end, discEnd), !builder.isFull {
            let next = min(end, (offset / Sector.size + 1) * Sector.size)
            let lba = offset / Sector.size
            guard visited.insert(offset) else {
                builder.note(.directory, .repeated, lba: lba, entry: index)
                break
            }
            if let sector = source.sector(at: lba) {
                let bytes = UntrustedBytes(sector).part(offset % Sector.size, next - offset)
                guard offset > start || beginsDirectory(bytes) else {
                    return damage(.directory, .broken, at: lba, of: index)
                }
                if bytes[0] == 0 {
                    blank.append(lba)
                } else {
                    // Every sector of a directory begins with a record (6.8.1.3); programs that
                    // reckon a directory too large leave its last sectors empty.
                    for lba in blank { damage(.directory, .broken, at: lba, of: index) }
                    blank = []
                    readRecords(bytes, at: lba, of: index, from: &source)
                }
            } else {
                damage(.directory, .missing, at: lba, of: index)
            }
            offset = next
        }
        flush(into: index)
        if let lba = blank.first {
            builder.note(.directory, .blank, lba: lba, entry: index)
            builder.mark(index, .blank)
            isDamaged = true
        }
    }

    private func beginsDirectory(_ bytes: UntrustedBytes) -> Bool {
        ISODirectoryRecord(bytes)?.isSelf == true
    }

    private mutating func readRecords(
        _ bytes: UntrustedBytes, at lba: LBA, of index: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        var offset = 0
        while offset < bytes.count, bytes[offset] != 0 {
            guard let record = ISODirectoryRecord(bytes.part(offset)) else {
                return damage(.directory, .broken, at: lba, of: index)
            }
            offset += record.length
            if !record.isSelf, !record.isParent {
                add(record, to: index, from: &source)
            }
        }
    }

    private mutating func add(
        _ record: ISODirectoryRecord, to parent: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        if pending.extend(with: record, blockSize: volume.blockSize) {
            if !record.flags.contains(.continued) { flush(into: parent) }
            return
        }
        flush(into: parent)
        guard let entry = entry(of: record, in: parent, from: &source) else { return }
        if entry.kind == .directory {
            if let index = builder.add(entry, to: parent) { queue.append(index) }
        } else {
            pending.begin(entry, record)
            if !record.flags.contains(.continued) { flush(into: parent) }
        }
    }

    private mutating func flush(into parent: Int) {
        guard let (entry, isCut) = pending.take() else { return }
        guard let index = builder.add(entry, to: parent) else { return }
        if isCut {
            builder.note(.file, .incomplete, entry: index)
            builder.mark(index, .broken)
        }
        if entry.marks.contains(.interleaved) {
            builder.note(.file, .interleaved, entry: index)
        }
    }

    private mutating func damage(
        _ subject: FilesystemNote.Subject, _ problem: FilesystemNote.Problem, at lba: LBA,
        of index: Int
    ) {
        builder.note(subject, problem, lba: lba, entry: index)
        builder.mark(index, problem == .missing ? .incomplete : [.incomplete, .broken])
        isDamaged = true
    }
}

// MARK: - Entries

extension ISOTreeReader {
    /// The entry that a record stands for; nil if Rock Ridge shows it elsewhere.
    private mutating func entry(
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
    private func directory(
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

// MARK: - Lost directories

extension ISOTreeReader {
    /// Finds the directories of hurt ones in the path table, which names all of them once more.
    private mutating func readOrphans(from source: inout some RescuedSectors & ~Copyable) {
        let table = ISOPathTable(of: volume, from: &source)
        for lba in table.missing {
            builder.note(.pathTable, .absence(of: lba, in: source.sectorCount), lba: lba)
        }
        var places: [Int: Int] = [:]
        addPlaces(from: FileTree.root, to: &places)
        for record in table.records {
            let offset = record.block * volume.blockSize
            guard places[offset] == nil, record.parentBlock != record.block,
                let parent = places[record.parentBlock * volume.blockSize]
            else { continue }
            let name =
                naming == .joliet
                ? ISONames.joliet(record.identifier) : ISONames.plain(record.identifier)
            let extent = directory(at: offset, from: &source)
            let entry = FileTreeBuilder.Entry(
                name: name, kind: .directory, size: extent.byteCount, extents: [extent],
                marks: .orphaned)
            guard let index = builder.add(entry, to: parent) else { return }
            if builder.nodes[parent].marks.contains(.blank) {
                builder.note(.directory, .broken, lba: offset / Sector.size, entry: parent)
                builder.mark(parent, [.incomplete, .broken])
            }
            queue.append(index)
            readDirectories(from: &source)
            addPlaces(from: index, to: &places)
        }
    }

    /// Notes where the directories lie whose numbers are not below `first`.
    private func addPlaces(from first: Int, to places: inout [Int: Int]) {
        for index in builder.nodes.indices[first...]
        where builder.nodes[index].kind == .directory {
            if let offset = builder.extents(of: index).first?.imageOffset {
                places[offset] = index
            }
        }
    }
}
