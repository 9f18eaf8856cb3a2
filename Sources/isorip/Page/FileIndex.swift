import RescueCore

/// All files of an image, as the list of the page needs them: columns, with the directories apart.
struct FileIndex: Encodable {
    /// Where the directories of a further tree begin, and by which structures it was read.
    struct Tree: Encodable {
        var firstDirectory: Int
        var format: String
    }

    /// A file of which bytes are missing, or of which that is not known.
    struct Hurt: Encodable {
        var file: Int
        var state: FileState
        var badBytes: Int
    }

    /// The names of directories.
    private(set) var directories: [String] = []
    /// The number of the directory that each is in, which is smaller; -1 for a root.
    private(set) var parents: [Int] = []
    private(set) var trees: [Tree] = []
    /// A directory and how many files in succession lie in it, and so on.
    private(set) var runs: [Int] = []
    private(set) var names: [String] = []
    private(set) var sizes: [Int] = []
    private(set) var hurt: [Hurt] = []
    /// The files that are links, or damaged directories.
    private(set) var links: [Int] = []
    private(set) var folders: [Int] = []

    init(_ analysis: ImageAnalysis) {
        for (number, tree) in analysis.filesystems.trees.enumerated() {
            let entries =
                number == 0
                ? Array(tree.indices) : Array(analysis.filesystems.filesOfItsOwn(tree: number))
            if entries.isEmpty { continue }
            let numbers = addDirectories(of: tree, number: number)
            for index in entries { add(tree[index], analysis, directories: numbers) }
        }
    }

    /// Adds the directories of a tree.
    ///
    /// - Returns: For each entry of the tree, its number among all directories, if it is one.
    private mutating func addDirectories(of tree: FileTree, number: Int) -> [Int32] {
        if number > 0 {
            trees.append(Tree(firstDirectory: directories.count, format: tree.format.rawValue))
        }
        var numbers = [Int32](repeating: -1, count: tree.count)
        for index in tree.indices {
            let entry = tree[index]
            // A file has streams below it, if any.
            var children = tree.children(of: index)
            guard entry.kind == .directory || children.next() != nil else { continue }
            numbers[index] = Int32(directories.count)
            parents.append(index == FileTree.root ? -1 : Int(numbers[entry.parent]))
            directories.append(entry.shownName)
        }
        return numbers
    }

    private mutating func add(
        _ entry: FileTree.Entry, _ analysis: ImageAnalysis, directories: [Int32]
    ) {
        let condition = analysis.condition(of: entry)
        let isWhole = condition.state == .ok
        if entry.kind == .directory, isWhole { return }
        let file = names.count
        if !isWhole {
            hurt.append(Hurt(file: file, state: condition.state, badBytes: condition.badBytes))
        }
        if entry.kind == .symbolicLink { links.append(file) }
        if entry.kind == .directory { folders.append(file) }
        names.append(entry.shownName)
        sizes.append(entry.size)
        let directory = Int(directories[entry.parent])
        if runs.count >= 2, runs[runs.count - 2] == directory {
            runs[runs.count - 1] += 1
        } else {
            runs += [directory, 1]
        }
    }
}

extension FileTree.Entry {
    /// The name, as it can be shown.
    fileprivate var shownName: String {
        name.allSatisfy { (0x20..<0x7F).contains($0) }
            ? nameText : nameText.withVisibleBytes.printable
    }
}
