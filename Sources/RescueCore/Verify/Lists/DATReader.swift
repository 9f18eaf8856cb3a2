/// Looks for an image in a DAT file, the lists of known discs that preservation projects keep.
///
/// The format is Logiqx XML: a `game` or `machine` with a name, and in it `rom` elements with name,
/// size and checksums. The text streams through; memory is needed for the matches only.
package struct DATReader: Sendable {
    /// A file in the list that is the image.
    package struct Match: Hashable, Sendable {
        /// The name of the game or disc.
        package var game: String
        /// The name of the file.
        package var file: String
        /// Which checksums agree, apart from the size.
        package var agreeing: [String]
        /// Whether it is the ISO 9660 volume alone, at the beginning of the image.
        package var isOfVolume: Bool
        /// Whether the list itself calls the file a bad dump.
        package var isBadDump: Bool
    }

    /// The most matches that are kept: some files are part of several discs.
    package static let mostMatches = 16

    /// Whether this is a list of files at all.
    package private(set) var isList = false

    /// How many files were listed.
    package private(set) var fileCount = 0

    /// The files that are the image.
    package private(set) var matches: [Match] = []

    private let size: Int
    private let sums: SumSet
    private let volume: VolumeSums?
    private var tags = XMLTagReader()
    private var game = ""

    /// Makes a reader that looks for an image.
    ///
    /// - Parameters:
    ///   - size: Its size in bytes.
    ///   - sums: Its checksums.
    ///   - volume: Those of its ISO 9660 volume, if that is shorter.
    package init(size: Int, sums: SumSet, volume: VolumeSums? = nil) {
        self.size = size
        self.sums = sums
        self.volume = volume
    }

    /// Takes the next bytes of the file.
    package mutating func take(_ bytes: borrowing Span<UInt8>) {
        var reader = tags
        reader.take(bytes) { note($0) }
        tags = reader
    }

    private mutating func note(_ tag: XMLTagReader.Tag) {
        switch tag.name {
        case "datafile": isList = true
        case "game", "machine": game = tag.attributes["name"] ?? ""
        case "rom": noteFile(tag.attributes)
        default: break
        }
    }

    private mutating func noteFile(_ file: [String: String]) {
        fileCount += 1
        guard let listed = file["size"].flatMap({ Int(checking: $0, in: 0...Int.max) }),
            file["status"] != "nodump",
            matches.count < Self.mostMatches
        else { return }
        if listed == size { noteFile(file, ifIts: sums, isOfVolume: false) }
        if let volume, listed == volume.sectorCount * Sector.size {
            noteFile(file, ifIts: volume.sums, isOfVolume: true)
        }
    }

    private mutating func noteFile(
        _ file: [String: String], ifIts sums: SumSet, isOfVolume: Bool
    ) {
        let pairs = [
            ("SHA-1", file["sha1"], sums.sha1), ("MD5", file["md5"], sums.md5),
            ("CRC-32", file["crc"], sums.crc32), ("SHA-256", file["sha256"], sums.sha256),
        ]
        // What the list leaves empty says nothing.
        let told = pairs.filter { !($0.1 ?? "").isEmpty }
        guard !told.isEmpty, told.allSatisfy({ $0.1?.lowercased() == $0.2 }) else { return }
        matches.append(
            Match(
                game: game, file: file["name"] ?? "", agreeing: told.map(\.0),
                isOfVolume: isOfVolume, isBadDump: file["status"] == "baddump"))
    }
}
