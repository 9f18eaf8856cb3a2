/// Where the files lie that somebody chose, for the question how many of them are complete.
public struct ChosenFiles: Hashable, Sendable {
    /// A file, by the tree that names it and its number there.
    public struct Place: Hashable, Sendable {
        /// In which tree it is.
        public let tree: Int
        /// Its number in that tree.
        public let entry: Int
    }

    private struct File: Hashable {
        var place: Place
        var ranges: Range<Int>
        /// Whether all of its places are known.
        var isKnown: Bool
    }

    private var files: [File] = []
    private var ranges: [SectorRange] = []

    /// Makes the list of no file.
    package init() {}

    /// Gathers the files of selections, each once, however many paths and trees lead to it.
    package init(_ selections: [PathSelection], in filesystems: DiscFilesystems) {
        var known: Set<FileContent> = []
        for (number, tree) in filesystems.trees.enumerated() {
            let chosen = selections.filter { $0.tree == number }.flatMap(\.entries)
            var fresh: [FileContent] = []
            for index in Set(chosen).sorted() where tree[index].kind == .file {
                let content = tree.content(of: index)
                // Empty files, which lie nowhere, are told of the first tree only.
                if number > 0, content.byteCount == 0 || known.contains(content) { continue }
                append(tree[index], at: Place(tree: number, entry: index))
                fresh.append(content)
            }
            known.formUnion(fresh)
        }
    }

    private mutating func append(_ entry: FileTree.Entry, at place: Place) {
        let start = ranges.count
        // Without its file entry, nothing is known of a file.
        if let record = entry.record { ranges.append(SectorRange(start: record, count: 1)) }
        for extent in entry.extents where !extent.sectors.isEmpty {
            ranges.appendMerging(extent.sectors, from: start)
        }
        let isKnown = entry.marks.isDisjoint(with: [.incomplete, .interleaved])
        files.append(File(place: place, ranges: start..<ranges.count, isKnown: isKnown))
    }

    /// Which files these are.
    public var places: [Place] { files.map(\.place) }

    /// How many files there are.
    public var count: Int { files.count }

    /// The sectors of all files.
    public var sectors: SectorSet { SectorSet(ranges) }

    /// How many of the files have all their sectors in a map.
    public func completeCount(in map: SectorMap) -> Int {
        guard count > 0 else { return 0 }
        let bad = BadSectors(map)
        return files.count { file in
            file.isKnown
                && ranges[file.ranges].allSatisfy {
                    $0.end <= map.sectorCount && bad.overlapping($0).isEmpty
                }
        }
    }
}

extension [SectorRange] {
    /// Appends a range, or makes the last one longer, unless that stands before an index.
    fileprivate mutating func appendMerging(_ range: SectorRange, from start: Int) {
        if count > start { appendMerging(range) } else { append(range) }
    }
}
