import RescueCore

/// What of a tree can be asked another reader for.
struct ReadOutline {
    /// Where a file is for a reader that knows of one extent.
    enum Place {
        case compared(LBA, size: Int)
        /// It is known in another way, or not for certain.
        case spared
    }

    private let tree: FileTree
    private let bad: BadSectors
    /// Of each entry, whether what leads to it is missing or broken.
    private let isHurt: [Bool]
    /// The directories, by their first sectors.
    private let directories: [LBA: Int]
    /// The names of directories and links, by the first sector of the directory they are in.
    private var noFiles: [LBA: Set<[UInt8]>] = [:]
    /// Where pieces begin of files that are not compared.
    private var spared: Set<LBA> = []
    private let hasHurt: Bool
    /// Whether sectors are missing at all.
    var hasMissing: Bool { bad.count > 0 }

    init(_ tree: FileTree, bad: BadSectors) {
        self.tree = tree
        self.bad = bad
        var isHurt: [Bool] = []
        var directories: [LBA: Int] = [:]
        isHurt.reserveCapacity(tree.count)
        for index in tree.indices {
            let entry = tree[index]
            let isBelow = index > 0 && isHurt[entry.parent]
            let isDirectory = entry.kind == .directory
            let isLost = isDirectory && !entry.marks.isDisjoint(with: [.incomplete, .broken])
            isHurt.append(isBelow || isLost || entry.marks.contains(.orphaned))
            if isDirectory, let lba = Self.start(of: entry), directories[lba] == nil {
                directories[lba] = index
            }
        }
        self.isHurt = isHurt
        self.directories = directories
        hasHurt = isHurt.contains(true)
        for index in tree.indices.dropFirst() where tree[index].kind != .file {
            let parent = tree[index].parent
            guard let lba = Self.start(of: tree[parent]), directories[lba] == parent else {
                continue
            }
            noFiles[lba, default: []].insert(Array(tree[index].name))
        }
        for index in tree.indices {
            guard case .spared = place(of: index) else { continue }
            for extent in tree[index].extents where extent.byteCount > 0 {
                spared.insert(extent.sectors.start)
            }
        }
    }

    /// Where a file is; nil of what is no file, or has no bytes and so no place.
    func place(of index: Int) -> Place? {
        let entry = tree[index]
        guard entry.kind == .file else { return nil }
        let stored = entry.extents.reduce(0) { $0 + $1.byteCount }
        guard stored > 0, let lba = Self.start(of: entry) else { return nil }
        // What zisofs compressed has its stored size for a reader that does not know of it.
        return entry.extents.count == 1
            && entry.marks.isDisjoint(with: [.interleaved, .incomplete])
            && !isHurt[index] && entry.extents.allSatisfy { bad.badBytes(of: $0) == 0 }
            ? .compared(lba, size: stored) : .spared
    }

    private static func start(of entry: FileTree.Entry) -> LBA? {
        entry.extents.first?.imageOffset.map { $0 / Sector.size }
    }

    /// The first sector of the directory that an entry is in.
    func directory(of index: Int) -> LBA? { Self.start(of: tree[tree[index].parent]) }

    /// Whether a piece of a file that is not compared begins at a sector.
    func isSpared(_ lba: LBA) -> Bool { spared.contains(lba) }

    /// Whether a directory has not all of its records, or may be one that is not known for that.
    func isUncertain(directoryAt lba: LBA) -> Bool {
        guard let index = directories[lba] else { return hasHurt }
        return isHurt[index]
    }

    /// Whether something of this name is in a directory that is a directory or a link.
    ///
    /// The place of a directory that Rock Ridge moved is taken by a file, for those who do not know.
    func isNoFile(_ path: [UInt8], inDirectoryAt lba: LBA) -> Bool {
        let name = path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
        return noFiles[lba]?.contains(Array(name)) == true
    }

    /// Whether an entry lies in one of some directories, or below it.
    func lies(_ index: Int, belowAny places: Set<LBA>) -> Bool {
        guard !places.isEmpty else { return false }
        var step = index
        while step != FileTree.root {
            step = tree[step].parent
            if let lba = Self.start(of: tree[step]), places.contains(lba) { return true }
        }
        return false
    }
}
