/// The files and directories of a volume, as far as they could be read.
///
/// Made for a million of entries: they lie in flat arrays, names in one arena of bytes. An entry is
/// named by its number; the root is 0, and a directory has a smaller number than what lies in it.
public struct FileTree: Sendable {
    /// By which structures the tree was read.
    public enum Format: String, Hashable, Sendable, CaseIterable {
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
    public struct Structure: Hashable, Sendable {
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
    public let format: Format

    /// Whether its names are those of its format: Rock Ridge may come without any, and then has
    /// those of ISO 9660.
    let hasOwnNames: Bool

    /// What was missing, broken or strange.
    package private(set) var notes: FilesystemNotes

    /// Where things other than files and directories lie.
    public let structures: [Structure]

    private(set) var nodes: [FileTreeNode]
    let bytes: [UInt8]
    let extents: [FileExtent]

    /// The number of the root directory.
    public static let root = 0

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
    public var indices: Range<Int> { nodes.indices }

    /// How many entries there are, the root among them.
    public var count: Int { nodes.count }

    /// One entry.
    public subscript(index: Int) -> Entry { Entry(tree: self, index: index) }

    /// The numbers of the entries of a directory, in the order of the disc.
    public func children(of index: Int) -> Children {
        Children(tree: self, place: nodes[index].firstChild)
    }

    /// The numbers of the entries of a directory, in the order of the disc.
    public struct Children: Sequence, IteratorProtocol {
        fileprivate let tree: FileTree
        fileprivate var place: Int32

        /// The number of the next entry, or nil behind the last one.
        public mutating func next() -> Int? {
            guard place >= 0 else { return nil }
            defer { place = tree.nodes[Int(place)].nextSibling }
            return Int(place)
        }
    }
}

// MARK: - Entries

extension FileTree {
    /// What an entry is.
    public enum Kind: UInt8, Hashable, Sendable {
        /// Bytes.
        case file
        /// A list of entries.
        case directory
        /// A symbolic link.
        case symbolicLink
        /// A device, a pipe or a socket.
        case special
    }

    /// What is peculiar about an entry.
    public struct Marks: OptionSet, Hashable, Sendable {
        /// One bit for each mark.
        public let rawValue: UInt8

        /// Makes the set of the marks whose bits are set.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The disc asks not to show it.
        public static let hidden = Marks(rawValue: 1)
        /// An associated file of ISO 9660, such as a resource fork; the file has the same name.
        public static let associated = Marks(rawValue: 2)
        /// Not all of its extents, or not all of its records, could be read.
        public static let incomplete = Marks(rawValue: 4)
        /// Other files lie between its pieces; its extents tell the whole stretch.
        public static let interleaved = Marks(rawValue: 8)
        /// Found without the directory that it belongs to.
        public static let orphaned = Marks(rawValue: 16)
        /// A stream that belongs to a file or to the volume, not a file of its own.
        public static let stream = Marks(rawValue: 32)
        /// What tells its records, or where its bytes lie, is not as it should be.
        public static let broken = Marks(rawValue: 64)
        /// A directory whose last sectors hold no records: that is legal, or they were lost.
        public static let blank = Marks(rawValue: 128)
    }

    /// One file, directory or link.
    public struct Entry: Sendable {
        /// The tree that it belongs to.
        public let tree: FileTree
        /// Its number in the tree.
        public let index: Int

        private var node: FileTreeNode { tree.nodes[index] }

        /// What it is.
        public var kind: Kind { node.kind }

        /// What is peculiar about it.
        public var marks: Marks { node.marks }

        /// How many bytes it has for a reader.
        public var size: Int { node.size }

        /// Whether its extents hold it as zisofs compressed it, so that a reader sees other bytes.
        public var isPacked: Bool { node.isPacked }

        /// When it was changed last, in seconds since 1970 UTC; nil if that is not told.
        public var modified: Int? { node.modified == FileTreeNode.noTime ? nil : node.modified }

        /// The number of the directory that it is in; that of the root is its own.
        public var parent: Int { Int(node.parent) }

        /// Its name, in whatever encoding: UTF-8 with Joliet and UDF.
        ///
        /// It has no `/` and no NUL, and is neither `.` nor `..`; that of the root is empty.
        public var name: ArraySlice<UInt8> { tree.bytes[node.names] }

        /// What a symbolic link points to.
        public var target: ArraySlice<UInt8> { tree.bytes[node.target] }

        /// Where its bytes lie, in their order.
        public var extents: ArraySlice<FileExtent> { tree.extents[node.extents] }

        /// The sector of its file entry; only UDF has such.
        public var record: LBA? { node.record < 0 ? nil : node.record }

        /// The names from the root down to it, each behind a `/`; the root alone is `/`.
        public var path: [UInt8] {
            guard index != FileTree.root else { return [0x2F] }
            var steps: [Int] = []
            var step = index
            while step != FileTree.root {
                steps.append(step)
                step = Int(tree.nodes[step].parent)
            }
            return steps.reversed().reduce(into: []) { path, step in
                path.append(0x2F)
                path += tree.bytes[tree.nodes[step].names]
            }
        }

        /// Whether a path is that of a directory above the entry, or its own.
        public func isBelow(_ directory: [UInt8]) -> Bool {
            let path = path
            if directory == [UInt8(ascii: "/")] { return true }
            return path.starts(with: directory)
                && (path.count == directory.count || path[directory.count] == UInt8(ascii: "/"))
        }

        /// The path as text; its `losslessBytes` are those of the path.
        ///
        /// It may hold control characters: escape it before it goes to a terminal.
        public var pathText: String { Self.text(path) }

        /// The name as text; its `losslessBytes` are those of the name.
        public var nameText: String { Self.text(name) }

        /// What a symbolic link points to, as text; its `losslessBytes` are those of the target.
        public var targetText: String { Self.text(target) }

        private static func text(_ bytes: some Collection<UInt8>) -> String {
            bytes.allSatisfy { $0 < 0x80 }
                ? String(decoding: bytes, as: UTF8.self) : String(lossless: bytes)
        }
    }
}

// MARK: - Entries by their paths

extension FileTree {
    /// The entry at a path, from the root down; nil if there is none.
    ///
    /// `/`, `./` and doubled slashes do not matter; bytes that are no UTF-8 stand in the text as
    /// `String(lossless:)` puts them there. For many paths make a `FileTreeIndex`.
    public func entry(at path: String) -> Entry? {
        var place = Self.root
        for step in Self.steps(of: path.losslessBytes) {
            guard
                let next = children(of: place).first(where: {
                    bytes[nodes[$0].names].elementsEqual(step)
                })
            else { return nil }
            place = next
        }
        return self[place]
    }

    static func steps<Bytes: Collection<UInt8>>(of path: Bytes) -> [Bytes.SubSequence] {
        path.split(separator: 0x2F).filter { !($0.count == 1 && $0.first == 0x2E) }
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
