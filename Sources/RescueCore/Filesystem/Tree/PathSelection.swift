/// The entries of a disc that a path names: a file, or a directory with all that is below it.
public struct PathSelection: Hashable, Sendable {
    /// In which tree the path was found.
    public let tree: Int
    /// The numbers of the entries in that tree: the named one first, a directory before its content.
    public let entries: [Int]

    /// Looks a path up in the trees, the best one first; nil if none of them has it.
    public init?(_ path: String, in filesystems: DiscFilesystems) {
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
