/// The files and directories of a volume, as far as they could be read.
///
/// Made for a million of entries: they lie in flat arrays, names in one arena of bytes. An entry is
/// named by its number; the root is 0, and a directory has a smaller number than what lies in it.
package struct FileTree: Sendable {
    /// By which structures the tree was read.
    package enum Format: String, Hashable, Sendable, CaseIterable {
        /// The names of ISO 9660 itself, or of its version of 1999 in an enhanced descriptor.
        case iso9660 = "ISO 9660"
        /// The tree of ISO 9660 with POSIX names and links.
        case rockRidge = "Rock Ridge"
        /// The second tree of ISO 9660, with names in UCS-2.
        case joliet = "Joliet"
        /// ECMA-167 as UDF profiles it.
        case udf = "UDF"
    }

    /// A sector range that holds something else than a file or the records of a directory.
    package struct Structure: Hashable, Sendable {
        /// What lies there.
        package var subject: FilesystemNote.Subject
        /// Where it lies.
        package var range: SectorRange

        /// Says what lies in some ranges; empty ones are left out.
        static func all(
            _ ranges: [SectorRange], holding subject: FilesystemNote.Subject
        ) -> [Structure] {
            ranges.filter { !$0.isEmpty }.map { Structure(subject: subject, range: $0) }
        }
    }

    /// By which structures the tree was read.
    package let format: Format

    /// Whether its names are those of its format: Rock Ridge may come without any, and then has
    /// those of ISO 9660.
    let hasOwnNames: Bool

    /// What was missing, broken or strange.
    package private(set) var notes: FilesystemNotes

    /// Where things other than files and directories lie.
    package let structures: [Structure]

    private(set) var nodes: [FileTreeNode]
    let bytes: [UInt8]
    let extents: [FileExtent]

    /// The number of the root directory.
    package static let root = 0

    init(
        format: Format, hasOwnNames: Bool, notes: FilesystemNotes, structures: [Structure],
        nodes: [FileTreeNode],
        bytes: [UInt8], extents: [FileExtent]
    ) {
        self.format = format
        self.hasOwnNames = hasOwnNames
        self.notes = notes
        self.structures = structures
        self.nodes = nodes
        self.bytes = bytes
        self.extents = extents
    }

    /// Notes that records of a directory are lost.
    mutating func noteLostRecords(of index: Int) {
        let start = extents[nodes[index].extents].first?.sectors.start
        notes.add(.directory, .broken, lba: start, entry: index)
        nodes[index].marks.formUnion([.incomplete, .broken])
    }

    /// The numbers of all entries, the root among them.
    package var indices: Range<Int> { nodes.indices }

    /// How many entries there are, the root among them.
    package var count: Int { nodes.count }

    /// One entry.
    package subscript(index: Int) -> Entry { Entry(tree: self, index: index) }

    /// The numbers of the entries of a directory, in the order of the disc.
    package func children(of index: Int) -> Children {
        Children(tree: self, place: nodes[index].firstChild)
    }

    /// The numbers of the entries of a directory, in the order of the disc.
    package struct Children: Sequence, IteratorProtocol {
        fileprivate let tree: FileTree
        fileprivate var place: Int32

        /// The number of the next entry, or nil behind the last one.
        package mutating func next() -> Int? {
            guard place >= 0 else { return nil }
            defer { place = tree.nodes[Int(place)].nextSibling }
            return Int(place)
        }
    }
}

/// How an entry lies in memory.
struct FileTreeNode: Sendable {
    var parent: Int32
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    var nameStart: Int
    var nameLength: UInt16
    /// The target of a link stands behind the name.
    var targetLength: UInt16
    var depth: UInt32
    var kind: FileTree.Kind
    var marks: FileTree.Marks
    var extentStart: UInt32
    var extentCount: UInt32
    var size: Int
    var modified: Int
    var record: Int
    var isPacked = false

    var names: Range<Int> { nameStart..<nameStart + Int(nameLength) }

    var target: Range<Int> { names.upperBound..<names.upperBound + Int(targetLength) }

    var extents: Range<Int> { Int(extentStart)..<Int(extentStart) + Int(extentCount) }

    static let noTime = Int.min
}
