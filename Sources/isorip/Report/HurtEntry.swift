import RescueCore

/// A file or a directory that lost bytes, as text and as JSON.
struct HurtEntry: Encodable {
    /// Bytes of a file, from the first to the last.
    struct Bytes: Encodable {
        var first: Int
        var last: Int
    }

    /// So many missing pieces of a file are told; `badBytes` counts all.
    private static let listedPieces = 1000
    private static let shownPieces = 3

    var path: String
    /// Which tree it is in, the best one being 0, and by which structures that was read.
    var tree: Int
    var format: String
    var size: Int
    var badBytes: Int
    /// Whether size and content are unknown, because its file entry is missing.
    var isRecordMissing: Bool
    /// Whether its records, or what tells where its bytes lie, are not as they should be.
    var isBroken: Bool
    var missing: [Bytes]

    init(_ hurt: FilesystemDamage.Hurt, in analysis: ImageAnalysis) {
        let entry = analysis.entry(of: hurt)
        path = entry.pathText
        tree = hurt.tree
        format = entry.tree.format.rawValue
        size = entry.size
        badBytes = hurt.badBytes
        isRecordMissing = hurt.isRecordMissing
        isBroken = hurt.isBroken
        missing = analysis.damage.missingBytes(of: entry, limit: Self.listedPieces).map {
            Bytes(first: $0.lowerBound, last: $0.upperBound - 1)
        }
    }

    /// The file for a person: how much is missing, and where.
    var fileLine: String {
        if isRecordMissing {
            return "\(name): the sector that tells its size and place is missing"
        }
        if isBroken, badBytes == 0 {
            return "\(name): what tells where its bytes lie is not as it should be"
        }
        if badBytes >= size {
            return size == 1
                ? "\(name): its only byte is missing"
                : "\(name): all \(Format.count(size, "byte")) are missing"
        }
        let amount = "\(Format.grouped(badBytes)) of \(Format.count(size, "byte"))"
        var places = missing.prefix(Self.shownPieces).map(\.label)
        if missing.count > Self.shownPieces { places.append("and further on") }
        let verb = badBytes == 1 ? "is" : "are"
        return "\(name): \(amount) \(verb) missing (\(places.joined(separator: ", ")))"
    }

    /// The directory for a person: which part of the tree is not known.
    ///
    /// - Parameter isSpared: Whether another tree knows all names.
    /// - Returns: A sentence that begins with its path.
    func directoryLine(isSpared: Bool) -> String {
        if isSpared { return "\(name): damaged; another tree names what is in it" }
        if isBroken, badBytes == 0 {
            return "\(name): its records are damaged; files in it, and below, may be unknown"
        }
        if isRecordMissing || badBytes >= size {
            return "\(name): what is in it, and below, is not known"
        }
        return """
            \(name): \(Format.grouped(badBytes)) of its \(Format.count(size, "byte")) are missing; \
            files in it, and below, may be unknown
            """
    }

    private var name: String {
        tree > 0 ? "\(path) (in a further tree, \(format))" : path
    }
}

extension HurtEntry.Bytes {
    fileprivate var label: String {
        let range = "\(Format.grouped(first))-\(Format.grouped(last))"
        return first == last ? "byte \(Format.grouped(first))" : "bytes \(range)"
    }
}
