/// Gathers what is hurt, and what is used by anything at all.
struct DamageSearch {
    private(set) var files: [FilesystemDamage.Hurt] = []
    private(set) var directories: [FilesystemDamage.Hurt] = []
    private(set) var structures: [FilesystemDamage.HurtStructure] = []

    private let bad: BadSectors
    private let trees: [FileTree]
    /// The trees' entries by path, made when they are asked for.
    private var indices: [Int: FileTreeIndex] = [:]
    /// The hurt files that the trees before have told.
    private var told: Set<FileContent> = []
    /// For each missing range the parts of it that something uses.
    private var used: [SectorRange] = []

    init(_ bad: BadSectors, in trees: [FileTree]) {
        self.bad = bad
        self.trees = trees
    }

    mutating func look(throughTree number: Int) {
        let tree = trees[number]
        var fresh: [FileContent] = []
        for index in tree.indices {
            let node = tree.nodes[index]
            let isRecordMissing = node.record >= 0 && bad.contains(node.record)
            if isRecordMissing { use(SectorRange(start: node.record, count: 1)) }
            var badBytes = 0
            for extent in tree.extents[node.extents] {
                let bytes = bad.badBytes(of: extent)
                badBytes += bytes
                if bytes > 0 { use(extent.sectors) }
            }
            let isBroken = node.marks.contains(.broken)
            guard badBytes > 0 || isRecordMissing || isBroken else { continue }
            if isRecordMissing || isBroken, node.record >= 0, node.kind != .directory,
                isKnownElsewhere(index, tree: number)
            {
                let record = SectorRange(start: node.record, count: 1)
                structures.append(
                    .init(tree: number, structure: .init(subject: .fileEntry, range: record)))
                continue
            }
            let hurt = FilesystemDamage.Hurt(
                tree: number, entry: index, badBytes: badBytes, isRecordMissing: isRecordMissing,
                isBroken: isBroken)
            if node.kind == .directory {
                directories.append(hurt)
            } else {
                let content = tree.content(of: index)
                if !told.contains(content) { files.append(hurt) }
                fresh.append(content)
            }
        }
        told.formUnion(fresh)
        for structure in tree.structures {
            look(at: structure, tree: number)
        }
        look(at: tree.notes, tree: number)
    }

    /// Takes what the notes tell that is neither a missing sector nor marked at its entry.
    mutating func look(at notes: FilesystemNotes, tree: Int?) {
        for note in notes.kept where note.isFault(beside: bad) && !note.isMarked {
            let range = SectorRange(start: note.lba ?? 0, count: 1)
            structures.append(
                .init(tree: tree, structure: .init(subject: note.subject, range: range)))
        }
    }

    /// Whether another tree knows where the bytes of a file lie, whose file entry is lost.
    private mutating func isKnownElsewhere(_ index: Int, tree number: Int) -> Bool {
        let path = trees[number][index].path
        return trees.indices.contains { other in
            guard other != number else { return false }
            let index = indices[other] ?? FileTreeIndex(trees[other])
            indices[other] = index
            guard let entry = index.entry(at: path), entry.kind != .directory else { return false }
            return !entry.marks.contains(.broken)
                && entry.record.map { !bad.contains($0) } ?? true
        }
    }

    mutating func look(at structure: FileTree.Structure, tree: Int?) {
        guard !bad.overlapping(structure.range).isEmpty else { return }
        structures.append(FilesystemDamage.HurtStructure(tree: tree, structure: structure))
        use(structure.range)
    }

    /// Notes that something uses sectors.
    private mutating func use(_ range: SectorRange) {
        guard !range.isEmpty else { return }
        used.append(range)
    }

    /// The missing sectors that nothing uses.
    func unused() -> [SectorRange] {
        let merged = used.sorted { $0.start < $1.start }
        var next = 0
        var free: [SectorRange] = []
        for range in bad.ranges {
            var place = range.start
            while next < merged.count, merged[next].start < range.end {
                if merged[next].start > place {
                    free.append(SectorRange(place, merged[next].start))
                }
                place = max(place, merged[next].end)
                if merged[next].end > range.end { break }
                next += 1
            }
            if place < range.end { free.append(SectorRange(place, range.end)) }
        }
        return free
    }
}
