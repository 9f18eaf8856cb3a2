/// The entries of a disc that a path names: a file, or a directory with all that is below it.
///
/// A pattern names several of them.
package struct PathSelection: Hashable, Sendable {
    /// In which tree the path was found.
    package let tree: Int
    /// The numbers of the entries in that tree: the named one first, a directory before its content.
    package let entries: [Int]

    /// Looks a path up in the trees, the best one first; nil if none of them has it.
    package init?(_ path: String, in filesystems: DiscFilesystems) {
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

    /// Looks a path or a pattern up in all trees: where the directories of one are damaged, another
    /// may be whole.
    ///
    /// The names of a pattern's path are matched one by one, as in a shell. A pattern without a slash
    /// stands for names in any directory.
    ///
    /// - Returns: What was found in each tree that has something of it, the best one first.
    package static func all(_ pattern: String, in filesystems: DiscFilesystems) -> [PathSelection] {
        let exact = filesystems.trees.indices.compactMap {
            PathSelection(pattern, inTree: $0, of: filesystems)
        }
        // A name may hold what would be a wildcard elsewhere.
        return exact.isEmpty
            ? filesystems.trees.indices.compactMap {
                PathSelection(matching: pattern, inTree: $0, of: filesystems)
            } : exact
    }

    private init?(matching pattern: String, inTree number: Int, of filesystems: DiscFilesystems) {
        let tree = filesystems.trees[number]
        let found = tree.entries(matching: pattern)
        guard !found.isEmpty else { return nil }
        self.tree = number
        entries = found.flatMap { tree.descendants(of: $0) }
    }
}

extension FileTree {
    /// The entries whose path, or whose name if the pattern has no slash, a pattern stands for.
    fileprivate func entries(matching pattern: String) -> [Int] {
        // By scalars: a mark that combines with a slash does not make it another character.
        let scalars = pattern.unicodeScalars
        let steps = scalars.split(separator: "/").map { Substring($0) }.filter { $0 != "." }
            .map { NamePattern($0) }
        guard steps.contains(where: \.hasWildcards) else { return [] }
        if steps.count == 1, !scalars.contains("/") {
            return indices.dropFirst().filter { steps[0].matches(self[$0].name) }
        }
        return steps.reduce([Self.root]) { found, step in
            found.flatMap { children(of: $0).filter { step.matches(self[$0].name) } }
        }
    }

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
