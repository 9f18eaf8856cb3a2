import RescueCore

/// Compares the files that another reader finds with those of a tree: by place and size.
///
/// Names are not compared, for readers translate them, and cut them. What libiso9660 2.1 is known not to
/// know is no difference: files of several extents, interleaved ones, what Rock Ridge puts elsewhere,
/// links, and directories that it cannot tell from each other.
struct ReaderComparison {
    private struct Place: Hashable {
        var lba: LBA
        var size: Int
    }

    private let tree: FileTree
    private let outline: ReadOutline
    /// How many files of the tree have a place, less those that the other reader has named.
    private var wanted: [Place: Int] = [:]
    /// What only the other reader finds: the first ones, and how many there are.
    private var others: [(place: Place, path: [UInt8])] = []
    private var otherCount = 0
    private var unreadable: [(lba: LBA, path: [UInt8])] = []
    private var unreachable: Set<LBA> = []
    /// The directories that the other reader has read.
    private var listed: Set<LBA> = []
    private var comparedCount = 0
    private var sparedCount = 0

    /// So many differences are kept; a crowd of them says no more.
    private static let mostKept = 1000

    /// Sets up the comparison with a tree, but for what touches missing sectors.
    init(_ tree: FileTree, bad: BadSectors) {
        self.tree = tree
        outline = ReadOutline(tree, bad: bad)
        for index in tree.indices {
            switch outline.place(of: index) {
            case .compared(let lba, let size):
                wanted[Place(lba: lba, size: size), default: 0] += 1
                comparedCount += 1
            case .spared: sparedCount += 1
            case nil: break
            }
        }
    }

    /// Takes something that the other reader says.
    mutating func take(_ record: ReaderRecord) {
        switch record {
        case .file(let lba, let size, let directory, let path):
            takeFile(Place(lba: lba, size: size), in: directory, path)
        case .unreadable(let lba, let path):
            guard !outline.isUncertain(directoryAt: lba), unreadable.count < Self.mostKept else {
                return
            }
            unreadable.append((lba, path))
        case .unreachable(let lba, _): unreachable.insert(lba)
        case .opened, .refused, .tooMuch, .end: break
        }
    }

    private mutating func takeFile(_ place: Place, in directory: LBA, _ name: [UInt8]) {
        listed.insert(directory)
        guard place.size > 0 else { return }
        if let count = wanted[place], count > 0 {
            wanted[place] = count - 1
            return
        }
        let path = Self.shown(name)
        guard !outline.isSpared(place.lba), !outline.isUncertain(directoryAt: directory),
            !outline.isNoFile(path, inDirectoryAt: directory)
        else { return }
        otherCount += 1
        if others.count < Self.mostKept { others.append((place, path)) }
    }

    /// A path without the version and the dot of an empty extension, which nobody shows.
    private static func shown(_ path: [UInt8]) -> [UInt8] {
        var path = path[...]
        let digits = path.reversed().prefix { (0x30...0x39).contains($0) }.count
        if path.dropLast(digits).last == UInt8(ascii: ";") { path = path.dropLast(digits + 1) }
        return Array(path.last == UInt8(ascii: ".") ? path.dropLast() : path)
    }

    /// What came of a comparison.
    struct Result {
        /// How many files were compared, and how many of them the other reader finds.
        fileprivate(set) var compared: Int
        fileprivate(set) var found: Int
        /// How many could not be compared.
        fileprivate(set) var spared: Int
        /// The first differences, in words, and how many there are.
        fileprivate(set) var examples: [String] = []
        fileprivate(set) var differences = 0

        private static let mostExamples = 3
        private static let longestPath = 80

        fileprivate mutating func differ(_ path: [UInt8], _ words: String) {
            differences += 1
            guard examples.count < Self.mostExamples else { return }
            let text = String(lossless: path)
            let isShort = text.count <= Self.longestPath
            examples.append("\(isShort ? text : "..." + text.suffix(Self.longestPath)) \(words)")
        }
    }

    /// Whether the other reader must have come by a file.
    ///
    /// It goes to what Rock Ridge moved by another way, on which sectors may be missing.
    private func isExpected(_ index: Int) -> Bool {
        guard !outline.lies(index, belowAny: unreachable) else { return false }
        return !outline.hasMissing || outline.directory(of: index).map(listed.contains) ?? false
    }

    /// What came of it, after everything was taken.
    func result() -> Result {
        var result = Result(compared: comparedCount, found: comparedCount, spared: sparedCount)
        for directory in unreadable { result.differ(directory.path, "cannot be read") }
        var wanted = wanted
        var others = Dictionary(others.map { ($0.path, $0.place) }, uniquingKeysWith: { $1 })
        let doubles = otherCount - others.count
        for index in tree.indices {
            guard case .compared(let lba, let size) = outline.place(of: index),
                let count = wanted[Place(lba: lba, size: size)], count > 0
            else { continue }
            wanted[Place(lba: lba, size: size)] = count - 1
            result.found -= 1
            guard isExpected(index) else {
                result.compared -= 1
                result.spared += 1
                continue
            }
            let path = tree[index].path
            if let other = others.removeValue(forKey: path) {
                let there = "LBA \(other.lba) with \(other.size) bytes"
                result.differ(path, "is at \(there), not at LBA \(lba) with \(size)")
            } else {
                result.differ(path, "is not found")
            }
        }
        for (path, place) in others.sorted(by: { $0.value.lba < $1.value.lba }) {
            result.differ(path, "is found at LBA \(place.lba), where no such file is known")
        }
        result.differences += doubles
        return result
    }
}
