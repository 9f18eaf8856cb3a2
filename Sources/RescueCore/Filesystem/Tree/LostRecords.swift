/// Directories of which another tree of the same disc knows more than they hold themselves.
///
/// That alone is no damage, because a tree may leave files out on purpose. But the last sectors of
/// these directories hold nothing where records can be.
struct LostRecords {
    /// The numbers of the directories.
    private(set) var directories: Set<Int> = []

    init(in tree: FileTree, comparedWith others: [FileTree]) {
        let blank = tree.indices.filter { tree.nodes[$0].marks.contains(.blank) }
        let known = Set(tree.indices.filter { tree.hasPlace($0) }.map(tree.content))
        for other in others {
            let index = FileTreeIndex(other)
            let parents = Dictionary(
                other.indices.filter { other.hasPlace($0) }.map {
                    (other.content(of: $0), Int(other.nodes[$0].parent))
                }, uniquingKeysWith: { first, _ in first })
            for directory in blank where !directories.contains(directory) {
                // The same directory in the other tree: by its path, or by a file that lies in both.
                let named = index.entry(at: tree[directory].path)?.index
                let held = tree.children(of: directory).first {
                    tree.hasPlace($0) && parents[tree.content(of: $0)] != nil
                }.flatMap { parents[tree.content(of: $0)] }
                guard let twin = named ?? held else { continue }
                let knowsMore = other.children(of: twin).contains {
                    other.hasPlace($0) && !known.contains(other.content(of: $0))
                }
                if knowsMore { directories.insert(directory) }
            }
        }
    }
}

extension FileTree {
    /// Whether the last sectors of a directory hold no records.
    var hasBlankDirectories: Bool { nodes.contains { $0.marks.contains(.blank) } }

    /// Whether an entry is a file that lies somewhere.
    fileprivate func hasPlace(_ index: Int) -> Bool {
        nodes[index].kind == .file && nodes[index].size > 0
    }

    /// How good the names of a tree are, the best one first.
    enum Rank: Int, CaseIterable, Comparable {
        case rockRidge
        case udf
        case joliet
        case rockRidgeWithoutNames
        case iso9660

        static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
    }

    /// How good its names are.
    var rank: Rank {
        switch format {
        case .rockRidge: hasOwnNames ? .rockRidge : .rockRidgeWithoutNames
        case .udf: .udf
        case .joliet: .joliet
        case .iso9660: .iso9660
        }
    }
}
