/// One file, directory or link, and what is told of it.
extension FileTree {
    /// What an entry is.
    package enum Kind: UInt8, Hashable, Sendable {
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
    package struct Marks: OptionSet, Hashable, Sendable {
        /// One bit for each mark.
        package let rawValue: UInt8

        /// Makes the set of the marks whose bits are set.
        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The disc asks not to show it.
        package static let hidden = Marks(rawValue: 1)
        /// An associated file of ISO 9660, such as a resource fork; the file has the same name.
        package static let associated = Marks(rawValue: 2)
        /// Not all of its extents, or not all of its records, could be read.
        package static let incomplete = Marks(rawValue: 4)
        /// Other files lie between its pieces; its extents tell the whole stretch.
        package static let interleaved = Marks(rawValue: 8)
        /// Found without the directory that it belongs to.
        package static let orphaned = Marks(rawValue: 16)
        /// A stream that belongs to a file or to the volume, not a file of its own.
        package static let stream = Marks(rawValue: 32)
        /// What tells its records, or where its bytes lie, is not as it should be.
        package static let broken = Marks(rawValue: 64)
        /// A directory whose last sectors hold no records: that is legal, or they were lost.
        package static let blank = Marks(rawValue: 128)
    }

    /// One file, directory or link.
    package struct Entry: Sendable {
        /// The tree that it belongs to.
        package let tree: FileTree
        /// Its number in the tree.
        package let index: Int

        private var node: FileTreeNode { tree.nodes[index] }

        /// What it is.
        package var kind: Kind { node.kind }

        /// What is peculiar about it.
        package var marks: Marks { node.marks }

        /// How many bytes it has for a reader.
        package var size: Int { node.size }

        /// Whether its extents hold it as zisofs compressed it, so that a reader sees other bytes.
        package var isPacked: Bool { node.isPacked }

        /// When it was changed last, in seconds since 1970 UTC; nil if that is not told.
        package var modified: Int? { node.modified == FileTreeNode.noTime ? nil : node.modified }

        /// The number of the directory that it is in; that of the root is its own.
        package var parent: Int { Int(node.parent) }

        /// Its name, in whatever encoding: UTF-8 with Joliet and UDF.
        ///
        /// It has no `/` and no NUL, and is neither `.` nor `..`; that of the root is empty.
        package var name: ArraySlice<UInt8> { tree.bytes[node.names] }

        /// What a symbolic link points to.
        package var target: ArraySlice<UInt8> { tree.bytes[node.target] }

        /// Where its bytes lie, in their order.
        package var extents: ArraySlice<FileExtent> { tree.extents[node.extents] }

        /// The sector of its file entry; only UDF has such.
        package var record: LBA? { node.record < 0 ? nil : node.record }

        /// The names from the root down to it, each behind a `/`; the root alone is `/`.
        package var path: [UInt8] {
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

        /// The path as text; its `losslessBytes` are those of the path.
        ///
        /// It may hold control characters: escape it before it goes to a terminal.
        package var pathText: String { Self.text(path) }

        /// The name as text; its `losslessBytes` are those of the name.
        package var nameText: String { Self.text(name) }

        /// What a symbolic link points to, as text; its `losslessBytes` are those of the target.
        package var targetText: String { Self.text(target) }

        private static func text(_ bytes: some Collection<UInt8>) -> String {
            bytes.allSatisfy { $0 < 0x80 }
                ? String(decoding: bytes, as: UTF8.self) : String(lossless: bytes)
        }
    }
}
