import RescueCore

/// Which directories and files a generated volume has, and where on the disc they lie.
struct VolumeTree: Hashable, Sendable {
    /// A directory; the first is the root, and all are in the order of a path table.
    struct Directory: Hashable, Sendable {
        var name: String
        var parent: Int
        var range = SectorRange(0, 0)
    }

    struct File: Hashable, Sendable {
        var name: String
        var directory: Int
        var byteCount: Int
        var range = SectorRange(0, 0)
    }

    /// A smaller disc has no room for the tree.
    static let fewestSectors = 48
    /// System area, descriptor, terminator and two path tables come before the directories.
    static let firstDirectorySector = 20

    private(set) var directories = [
        Directory(name: "", parent: 0), Directory(name: "DOCS", parent: 0),
        Directory(name: "MUSIC", parent: 0), Directory(name: "PHOTOS", parent: 0),
        Directory(name: "VIDEO", parent: 0), Directory(name: "2001", parent: 3),
        Directory(name: "2002", parent: 3),
    ]
    private(set) var files: [File] = []

    init(sectorCount: Int, seed: UInt64) {
        precondition(sectorCount >= Self.fewestSectors, "the disc is too small for a volume")
        var random = SeededGenerator(seed: SeededDraw(seed: seed, for: .layout).word(sectorCount))
        addOddSizes()
        for kind in Kind.all {
            add(kind, budget: Int(Double(sectorCount) * kind.share), with: &random)
        }
        let planned = files.reduce(0) { $0 + $1.sectors }
        let videos = Self.videoCount(sectors: sectorCount - planned, of: sectorCount)
        for number in 1...videos {
            let name = "PART" + padded(number, 4) + ".VOB"
            files.append(File(name: name, directory: 4, byteCount: 0))
        }
        let start = placeDirectories()
        placeFiles(from: start, to: sectorCount, videos: videos, with: &random)
    }

    /// The path of a file from the root, without the version number.
    func path(of file: File) -> String {
        var path = file.name
        var directory = file.directory
        while directory != 0 {
            path = directories[directory].name + "/" + path
            directory = directories[directory].parent
        }
        return path
    }
}

extension VolumeTree.File {
    var sectors: Int { (byteCount + Sector.size - 1) / Sector.size }
}

extension VolumeTree {
    /// Files of one kind: their names, their sizes and their share of a disc.
    private struct Kind {
        var directory: Int
        var prefix: String
        var digits: Int
        var suffix: String
        var share: Double
        var sectors: ClosedRange<Int>
        var limit: Int

        static let all = [
            Kind(
                directory: 1, prefix: "DOC", digits: 4, suffix: ".TXT", share: 0.01,
                sectors: 1...60, limit: 40),
            Kind(
                directory: 2, prefix: "TRACK", digits: 3, suffix: ".MP3", share: 0.2,
                sectors: 1_000...4_000, limit: 60),
            Kind(
                directory: 5, prefix: "IMG_", digits: 4, suffix: ".JPG", share: 0.1,
                sectors: 100...1_500, limit: 150),
            Kind(
                directory: 6, prefix: "IMG_", digits: 4, suffix: ".JPG", share: 0.1,
                sectors: 100...1_500, limit: 150),
        ]
    }

    /// Files of the sizes at which mistakes are made.
    private mutating func addOddSizes() {
        for size in [0, 1, Sector.size, Sector.size + 1] {
            files.append(File(name: "SIZE\(size).BIN", directory: 0, byteCount: size))
        }
    }

    private mutating func add(_ kind: Kind, budget: Int, with random: inout SeededGenerator) {
        var rest = budget
        for number in 1...kind.limit {
            let sectors = random.number(in: kind.sectors)
            guard sectors <= rest else { return }
            rest -= sectors
            let bytes = sectors * Sector.size - random.number(in: 0...Sector.size - 1)
            let name = kind.prefix + padded(number, kind.digits) + kind.suffix
            files.append(File(name: name, directory: kind.directory, byteCount: bytes))
        }
    }

    /// How many files share the rest of the disc: each is at most 1 GiB, a quarter of what an
    /// extent can hold, and on a small disc a twentieth of it.
    private static func videoCount(sectors: Int, of sectorCount: Int) -> Int {
        let longest = min(524_288, max(2_048, sectorCount / 20))
        return (sectors + longest - 1) / longest
    }

    private mutating func placeDirectories() -> LBA {
        var start = Self.firstDirectorySector
        for index in directories.indices {
            let names = entries(of: index).map { $0.name }
            let count = VolumeRecords.directorySectors(names: names)
            directories[index].range = SectorRange(start: start, count: count)
            start += count
        }
        return start
    }

    private mutating func placeFiles(
        from first: LBA, to end: LBA, videos: Int, with random: inout SeededGenerator
    ) {
        let firstVideo = files.count - videos
        var start = first
        for index in files.indices {
            if index >= firstVideo {
                let sectors = (end - start) / (files.count - index)
                let unused = random.number(in: 0...Sector.size - 1)
                files[index].byteCount = sectors * Sector.size - unused
            }
            files[index].range = SectorRange(start: start, count: files[index].sectors)
            start = files[index].range.end
        }
    }

    /// What a directory lists, in the order of ECMA-119 9.3.
    func entries(of directory: Int) -> [VolumeEntry] {
        let below = directories.enumerated().dropFirst().filter { $0.element.parent == directory }
            .map { VolumeEntry(name: $0.element.name, kind: .directory($0.offset)) }
        let inside = files.enumerated().filter { $0.element.directory == directory }
            .map { VolumeEntry(name: $0.element.name + ";1", kind: .file($0.offset)) }
        return (below + inside).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

/// One line of a directory.
struct VolumeEntry: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case directory(Int)
        case file(Int)
    }

    /// The identifier as it is recorded, a file's with its version.
    var name: String
    var kind: Kind
}

/// A number with zeros before it.
private func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
