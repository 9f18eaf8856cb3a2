/// Finds the entries of a tree by path in constant time, for lists of many paths.
package struct FileTreeIndex: Sendable {
    /// The tree whose entries are found.
    package let tree: FileTree

    /// Numbers of entries, each at the place of its hash or at the next free one; -1 is free.
    private var table: [Int32]

    /// Makes the index of a tree.
    package init(_ tree: FileTree) {
        self.tree = tree
        var size = 16
        while size < tree.count * 2 { size *= 2 }
        table = [Int32](repeating: -1, count: size)
        for index in tree.indices.dropFirst() {
            let node = tree.nodes[index]
            let name = tree.bytes[node.names]
            if let free = place(of: name, in: Int(node.parent)).free {
                table[free] = Int32(index)
            }
        }
    }

    /// The entry at a path, in bytes, from the root down; nil if there is none.
    package func entry(at path: some Collection<UInt8>) -> FileTree.Entry? {
        var index = FileTree.root
        for step in FileTree.steps(of: path) {
            guard let next = place(of: step, in: index).taken else { return nil }
            index = next
        }
        return tree[index]
    }

    /// The entry at a path, from the root down; nil if there is none.
    package func entry(at path: String) -> FileTree.Entry? { entry(at: path.losslessBytes) }

    private func place(
        of name: some Collection<UInt8>, in parent: Int
    ) -> (taken: Int?, free: Int?) {
        var hasher = Hasher()
        hasher.combine(parent)
        for byte in name { hasher.combine(byte) }
        var place = hasher.finalize() & (table.count - 1)
        while table[place] >= 0 {
            let node = tree.nodes[Int(table[place])]
            if Int(node.parent) == parent, tree.bytes[node.names].elementsEqual(name) {
                return (Int(table[place]), nil)
            }
            place = (place + 1) & (table.count - 1)
        }
        return (nil, place)
    }
}
