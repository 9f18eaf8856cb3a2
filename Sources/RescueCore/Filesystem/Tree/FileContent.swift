/// What makes files of two trees one and the same: where their bytes begin, and how many there are.
struct FileContent: Hashable {
    var imageOffset: Int
    var byteCount: Int
}

extension FileTree {
    func content(of index: Int) -> FileContent {
        let node = nodes[index]
        // What zisofs compressed has another size in a tree that does not know of it.
        let size =
            node.isPacked
            ? extents[node.extents].reduce(0) { $0 + $1.byteCount } : node.size
        return FileContent(
            imageOffset: extents[node.extents].first?.imageOffset ?? -1, byteCount: size)
    }
}

extension DiscFilesystems {
    /// The numbers of the files of a tree that no tree before it has under any name.
    ///
    /// A bridge disc names its files in several trees; with this each file is shown once. Empty
    /// files, which have no place on the disc, are told of the first tree only.
    package func filesOfItsOwn(tree number: Int) -> [Int] {
        let tree = trees[number]
        let files = tree.indices.filter { tree.nodes[$0].kind == .file }
        guard number > 0 else { return files }
        let known = Set(
            trees[..<number].flatMap { before in before.indices.map(before.content) })
        return files.filter { tree.nodes[$0].size > 0 && !known.contains(tree.content(of: $0)) }
    }
}
