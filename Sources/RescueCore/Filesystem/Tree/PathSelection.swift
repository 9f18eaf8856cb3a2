/// The entries of a disc that a path names: a file, or a directory with all that is below it.
public struct PathSelection: Hashable, Sendable {
    /// In which tree the path was found.
    public let tree: Int
    /// The numbers of the entries in that tree: the named one first, a directory before its content.
    public let entries: [Int]

    /// Looks a path up in the trees, the best one first; nil if none of them has it.
    public init?(_ path: String, in filesystems: DiscFilesystems) {
        for tree in filesystems.trees.indices {
            guard let found = PathSelection(path, inTree: tree, of: filesystems) else { continue }
            self = found
            return
        }
        return nil
    }

    private init?(_ path: String, inTree number: Int, of filesystems: DiscFilesystems) {
        let tree = filesystems.trees[number]
        guard let entry = tree.entry(at: path) else { return nil }
        self.tree = number
        entries = tree.descendants(of: entry.index)
    }

    /// Looks a path up in all trees: where the directories of one are damaged, another may be whole.
    ///
    /// - Returns: What was found in each tree that has the path, the best one first.
    public static func all(_ path: String, in filesystems: DiscFilesystems) -> [PathSelection] {
        filesystems.trees.indices.compactMap {
            PathSelection(path, inTree: $0, of: filesystems)
        }
    }
}

extension FileTree {
    /// An entry and everything below it, in the order of the disc.
    fileprivate func descendants(of index: Int) -> [Int] {
        var found: [Int] = []
        var open = [index]
        while let next = open.popLast() {
            found.append(next)
            open += Array(children(of: next)).reversed()
        }
        return found
    }
}
