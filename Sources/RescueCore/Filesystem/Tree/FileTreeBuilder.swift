/// Puts a tree together, entry by entry, within limits that no disc can break.
struct FileTreeBuilder {
    /// What is told of an entry that is to be added.
    struct Entry {
        var name: [UInt8]
        var kind: FileTree.Kind
        var size = 0
        var extents: [FileExtent] = []
        var modified: Int?
        var target: [UInt8] = []
        var marks: FileTree.Marks = []
        var record: LBA?
        var isPacked = false
    }

    /// How large a tree may become.
    struct Limits {
        var entries = 4_000_000
        var extents = 8_000_000
        var nameBytes = 256 << 20
        /// The path of a deeper entry is longer than what a system can open (PATH_MAX, 4096 bytes).
        var depth = 4096

        /// What is left of the limits for further trees.
        func without(_ tree: FileTree) -> Limits {
            var rest = self
            rest.entries = max(1, entries - tree.nodes.count)
            rest.extents = max(1, extents - tree.extents.count)
            rest.nameBytes -= min(nameBytes, tree.bytes.count)
            return rest
        }
    }

    private(set) var nodes: [FileTreeNode] = []
    private(set) var notes = FilesystemNotes()
    private var bytes: [UInt8] = []
    private var extents: [FileExtent] = []
    private var structures: [FileTree.Structure] = []
    /// The last child of the directory that was added to last, so that adding in order is quick.
    private var lastChild = (parent: -1, index: -1)
    /// Whether there was more than the limits allow, so that reading on is of no use.
    private(set) var isFull = false
    private let limits: Limits
    /// The directories that were not taken in as a whole.
    private var left: Set<Int> = []

    init(root: Entry, limits: Limits = Limits()) {
        self.limits = limits
        store(root, name: [], parent: 0, depth: 0)
    }

    /// Adds an entry to a directory.
    ///
    /// - Returns: Its number, or nil if the tree has become too large or too deep.
    @discardableResult
    mutating func add(_ entry: Entry, to parent: Int) -> Int? {
        let depth = nodes[parent].depth + 1
        guard fits(entry), depth <= limits.depth else {
            leave(parent)
            isFull = isFull || depth <= limits.depth
            return nil
        }
        let index = store(entry, name: Self.safe(entry.name), parent: parent, depth: depth)
        link(index, to: parent)
        return index
    }

    /// Says that a directory has more in it than is taken in.
    mutating func leave(_ index: Int) {
        nodes[index].marks.insert(.incomplete)
        if left.insert(index).inserted { notes.add(.tree, .tooMuch, entry: index) }
    }

    mutating func note(
        _ subject: FilesystemNote.Subject, _ problem: FilesystemNote.Problem, lba: LBA? = nil,
        entry: Int? = nil
    ) {
        notes.add(subject, problem, lba: lba, entry: entry)
    }

    mutating func mark(_ index: Int, _ marks: FileTree.Marks) {
        nodes[index].marks.formUnion(marks)
    }

    /// Says that something else than a file or a directory lies in some sectors.
    mutating func use(_ range: SectorRange, for subject: FilesystemNote.Subject) {
        guard !range.isEmpty, structures.last?.range.contains(range) != true else { return }
        guard let last = structures.last, last.subject == subject, last.range.end == range.start
        else { return structures.append(FileTree.Structure(subject: subject, range: range)) }
        structures[structures.count - 1].range = SectorRange(last.range.start, range.end)
    }

    func extents(of index: Int) -> ArraySlice<FileExtent> { extents[nodes[index].extents] }

    /// Says that an entry lies elsewhere; within the limits, else it stays where it is.
    mutating func replace(extentsOf index: Int, by new: [FileExtent]) {
        guard extents.count + new.count <= limits.extents else { return }
        nodes[index].extentStart = UInt32(extents.count)
        nodes[index].extentCount = UInt32(new.count)
        extents += new
    }

    /// The tree; if it has only the names of another one, it ranks behind that.
    consuming func tree(_ format: FileTree.Format, hasOwnNames: Bool = true) -> FileTree {
        FileTree(
            format: format, hasOwnNames: hasOwnNames, notes: notes, structures: structures,
            nodes: nodes, bytes: bytes,
            extents: extents)
    }

    private func fits(_ entry: Entry) -> Bool {
        nodes.count < limits.entries && extents.count + entry.extents.count <= limits.extents
            && bytes.count + entry.name.count + entry.target.count <= limits.nameBytes
    }

    /// Entries that come in one go keep their order; one that comes later is put before the others,
    /// so that no list is ever walked.
    private mutating func link(_ index: Int, to parent: Int) {
        if lastChild.parent == parent {
            nodes[lastChild.index].nextSibling = Int32(index)
            lastChild.index = index
        } else if nodes[parent].firstChild < 0 {
            nodes[parent].firstChild = Int32(index)
            lastChild = (parent, index)
        } else {
            nodes[index].nextSibling = nodes[parent].firstChild
            nodes[parent].firstChild = Int32(index)
        }
    }

    @discardableResult
    private mutating func store(
        _ entry: Entry, name: [UInt8], parent: Int, depth: UInt32
    ) -> Int {
        let target = entry.target.prefix(Int(UInt16.max))
        nodes.append(
            FileTreeNode(
                parent: Int32(parent), nameStart: bytes.count, nameLength: UInt16(name.count),
                targetLength: UInt16(target.count), depth: depth, kind: entry.kind,
                marks: entry.marks, extentStart: UInt32(extents.count),
                extentCount: UInt32(entry.extents.count), size: entry.size,
                modified: entry.modified ?? FileTreeNode.noTime, record: entry.record ?? -1))
        nodes[nodes.count - 1].isPacked = entry.isPacked
        bytes += name
        bytes += target
        extents += entry.extents
        return nodes.count - 1
    }

    /// A name that is one step of a path and no more, whatever the disc says.
    private static func safe(_ name: [UInt8]) -> [UInt8] {
        let mark = UInt8(ascii: "_")
        guard !name.isEmpty else { return [mark] }
        if name.count <= 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) {
            return name.map { _ in mark }
        }
        let isUnsafe = { (byte: UInt8) in byte == 0 || byte == UInt8(ascii: "/") }
        let part = name.prefix(Int(UInt16.max))
        return part.contains(where: isUnsafe) ? part.map { isUnsafe($0) ? mark : $0 } : Array(part)
    }
}
