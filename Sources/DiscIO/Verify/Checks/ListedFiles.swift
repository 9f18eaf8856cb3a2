import Crypto
import RescueCore

/// The files of an image that lists of checksums name, each read once at the most.
struct ListedFiles {
    /// What became of a line of a list.
    enum Outcome: Hashable {
        case right
        /// Its bytes are others; where they lie.
        case wrong([SectorRange])
        /// Some of its sectors were never rescued.
        case hurt
        case absent
        /// The lists want more read than could be on a disc.
        case tooMuch
    }

    private let index: FileTreeIndex
    private let image: ReadOnlyFile
    private let map: SectorMap
    /// How many bytes may still be read: four times the image, which no honest disc needs.
    private var budget: Int
    /// The sums of files that were read, as long as there is room for them.
    private var known: [Key: String] = [:]

    private struct Key: Hashable {
        var entry: Int
        var kind: ListedSum.Kind
        var isStored: Bool
    }

    /// So many links are followed for one name.
    private static let mostLinks = 16
    /// Unpacking so many bytes counts as reading one: zlib makes up to a thousand of one.
    private static let unpackedShare = 16
    /// So many sums are remembered: enough for files that have several names.
    private static let mostKnown = 1 << 16

    init(_ tree: FileTree, of image: StoredImage) {
        index = FileTreeIndex(tree)
        self.image = image.file
        map = image.map
        budget = 4 * min(image.file.byteCount, Int.max / 4)
    }

    /// Reads the file that a line names, and compares.
    mutating func check(_ line: ChecksumLines.Entry) throws(ImageError) -> Outcome {
        guard let entry = find(line.name), entry.kind == .file else { return .absent }
        let sectors = entry.extents.map(\.sectors).filter { !$0.isEmpty }
        guard !entry.marks.contains(.incomplete), sectors.allSatisfy(map.isRescued) else {
            return .hurt
        }
        // What zisofs compressed is listed as systems show it, or as it lies there.
        for isStored in entry.isPacked ? [false, true] : [true] {
            switch try digits(of: entry, line.sum.kind, isStored: isStored) {
            case .tooMuch: return .tooMuch
            case .found(let digits) where digits == line.sum.digits: return .right
            case .found: break
            }
        }
        return .wrong(sectors)
    }

    private enum Digits {
        /// The digits; nil if the file cannot be unpacked.
        case found(String?)
        case tooMuch
    }

    private mutating func digits(
        of entry: FileTree.Entry, _ kind: ListedSum.Kind, isStored: Bool
    ) throws(ImageError) -> Digits {
        let key = Key(entry: entry.index, kind: kind, isStored: isStored)
        if let digits = known[key] { return .found(digits) }
        let stored = entry.extents.reduce(0) { $0 + $1.byteCount }
        let count = isStored ? stored : stored + entry.size / Self.unpackedShare
        guard count <= budget else { return .tooMuch }
        budget -= count
        var file = FileBytes(entry, asStored: isStored)
        let digits: String? =
            switch kind {
            case .md5: try file.digits(Insecure.MD5(), in: image)
            case .sha1: try file.digits(Insecure.SHA1(), in: image)
            case .sha256: try file.digits(SHA256(), in: image)
            case .sha512: try file.digits(SHA512(), in: image)
            }
        if let digits, known.count < Self.mostKnown { known[key] = digits }
        return .found(digits)
    }

    /// The entry that a name leads to, through links to directories as well.
    private func find(_ name: [UInt8]) -> FileTree.Entry? {
        if let entry = index.entry(at: name), entry.kind == .file { return entry }
        var steps = Array(name.split(separator: 0x2F).reversed())
        var place = index.tree[FileTree.root]
        var links = 0
        while let step = steps.popLast() {
            if step.elementsEqual(".".utf8) { continue }
            if step.elementsEqual("..".utf8) {
                place = index.tree[place.parent]
                continue
            }
            guard let next = index.entry(at: place.path + [0x2F] + step) else { return nil }
            guard next.kind == .symbolicLink else {
                place = next
                continue
            }
            links += 1
            guard links <= Self.mostLinks else { return nil }
            // A link to an absolute path means another machine's root.
            guard next.target.first != 0x2F else { return nil }
            steps += next.target.split(separator: 0x2F).reversed()
        }
        return place
    }
}
