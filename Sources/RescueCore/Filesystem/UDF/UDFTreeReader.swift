/// Reads the tree of a UDF volume.
///
/// As with ISO 9660, directories are read in the order in which they are found, and each stretch of
/// the disc as a directory once only.
struct UDFTreeReader {
    private var reader: UDFFileReader
    private var builder: FileTreeBuilder
    private var visited: VisitedBlocks
    /// Directories still to be read, in the order of their discovery.
    private var queue: [Int] = [FileTree.root]
    /// The sectors of the directory at hand that were read from their second copies.
    private var moved: [(lba: LBA, twin: LBA)] = []

    /// Reads the tree whose root has its file entry at `root`.
    static func tree(
        root: UDFAddress, reader: UDFFileReader,
        from source: inout some RescuedSectors & ~Copyable, limits: FileTreeBuilder.Limits
    ) -> FileTree {
        var files = reader
        let entry = UDFNamedEntry(named: [], at: root, with: &files, from: &source)
        var tree = UDFTreeReader(entry, files, sectorCount: source.sectorCount, limits)
        tree.readDirectories(from: &source)
        return tree.builder.tree(.udf)
    }

    private init(
        _ root: UDFNamedEntry, _ reader: UDFFileReader, sectorCount: Int,
        _ limits: FileTreeBuilder.Limits
    ) {
        self.reader = reader
        visited = VisitedBlocks(sectorCount: sectorCount)
        var entry = root.entry
        entry.kind = .directory
        builder = FileTreeBuilder(root: entry, limits: limits)
        note(root, of: FileTree.root)
    }

    private mutating func readDirectories(from source: inout some RescuedSectors & ~Copyable) {
        var place = 0
        while place < queue.count, !builder.isFull {
            readDirectory(queue[place], from: &source)
            place += 1
        }
        queue[place...].forEach { builder.leave($0) }
    }

    private mutating func readDirectory(
        _ index: Int, from source: inout some RescuedSectors & ~Copyable
    ) {
        var stream = UDFDirectoryStream()
        moved = []
        // A copy, because the tree grows while the directory is read.
        let extents = Array(builder.extents(of: index))
        for extent in extents {
            guard readExtent(extent, &stream, of: index, from: &source) else { return }
        }
        if !moved.isEmpty {
            moved.sort { $0.lba < $1.lba }
            builder.replace(extentsOf: index, by: extents.flatMap { $0.moving(moved) })
        }
        if stream.hasRest, !builder.isFull {
            damage(.incomplete, at: nil, of: index)
        }
    }

    /// Reads a part of a directory.
    ///
    /// - Returns: Whether to go on with the next one.
    private mutating func readExtent(
        _ extent: FileExtent, _ stream: inout UDFDirectoryStream, of index: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) -> Bool {
        guard let start = extent.imageOffset, start < UDFSpace.nowhere else {
            stream.skip()
            return true
        }
        let end = min(start + extent.byteCount, source.sectorCount * Sector.size)
        var offset = start
        while offset < end, !builder.isFull {
            let next = min(end, (offset / Sector.size + 1) * Sector.size)
            let lba = offset / Sector.size
            guard visited.insert(offset) else {
                builder.note(.directory, .repeated, lba: lba, entry: index)
                return false
            }
            if let (bytes, place) = reader.space.sector(at: lba, from: &source) {
                note(copyOf: lba, readAt: place)
                stream.append(bytes.part(offset % Sector.size, next - offset))
                readRecords(&stream, at: lba, of: index, from: &source)
            } else {
                stream.skip()
                damage(.missing, at: lba, of: index)
            }
            offset = next
        }
        if end < start + extent.byteCount {
            damage(.outside, at: max(start, end) / Sector.size, of: index)
            stream.skip()
        }
        return true
    }

    /// Notes where the second copy of a sector lies, or that it took the place of the first one.
    private mutating func note(copyOf lba: LBA, readAt place: LBA) {
        if place != lba {
            moved.append((lba, place))
            builder.use(SectorRange(start: lba, count: 1), for: .directory)
        } else if let twin = reader.space.twins.twin(of: lba) {
            builder.use(SectorRange(start: twin, count: 1), for: .directory)
        }
    }

    private mutating func damage(
        _ problem: FilesystemNote.Problem, at lba: LBA?, of index: Int
    ) {
        builder.note(.directory, problem, lba: lba, entry: index)
        builder.mark(index, problem == .missing ? .incomplete : [.incomplete, .broken])
    }

    private mutating func readRecords(
        _ stream: inout UDFDirectoryStream, at lba: LBA, of index: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        while let record = stream.next() {
            if !record.isSound { damage(.broken, at: lba, of: index) }
            if !record.isOther { add(record, to: index, from: &source) }
        }
        if stream.takeBroken() {
            damage(.broken, at: lba, of: index)
        }
    }

    private mutating func add(
        _ record: UDFDirectoryStream.Record, to parent: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        var found = UDFNamedEntry(
            named: record.name, at: record.address, with: &reader, from: &source)
        if record.isHidden { found.entry.marks.insert(.hidden) }
        guard let index = builder.add(found.entry, to: parent) else { return }
        note(found, of: index)
        if found.entry.kind == .directory { queue.append(index) }
    }

    private mutating func note(_ found: UDFNamedEntry, of index: Int) {
        for range in reader.takeSectors() {
            builder.use(range, for: .fileEntry)
        }
        if let problem = found.problem {
            builder.note(.fileEntry, problem, lba: found.entry.record, entry: index)
            if problem != .missing { builder.mark(index, .broken) }
        } else if found.entry.marks.contains(.incomplete) {
            builder.note(.file, .incomplete, lba: found.missing, entry: index)
            if !found.isMissingSector { builder.mark(index, .broken) }
        }
    }
}
