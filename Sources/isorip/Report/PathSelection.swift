import RescueCore

/// The entries of an image that a path names: a file, or a directory with all that is below it.
struct PathSelection {
    /// In which tree the path was found.
    let tree: Int
    /// The numbers of the entries in that tree: the named one first, a directory before its content.
    let entries: [Int]

    /// Looks a path up in the trees, the best one first; nil if none of them has it.
    init?(_ path: String, in filesystems: DiscFilesystems) {
        for (number, tree) in filesystems.trees.enumerated() {
            guard let entry = tree.entry(at: path) else { continue }
            self.tree = number
            entries = tree.descendants(of: entry.index)
            return
        }
        return nil
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

extension FileTree.Entry {
    /// Whether the path is that of a directory above the entry, or its own.
    func isBelow(_ directory: [UInt8]) -> Bool {
        let path = path
        if directory == [UInt8(ascii: "/")] { return true }
        return path.starts(with: directory)
            && (path.count == directory.count || path[directory.count] == UInt8(ascii: "/"))
    }
}
