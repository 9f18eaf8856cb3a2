package import RescueCore

extension ChecksumListReader {
    /// Reads a list and gives what it has for a file name.
    ///
    /// - Throws: Why the list cannot be read.
    package static func sums(
        of name: String, listedIn path: String
    ) throws(ImageError) -> [ListedSum] {
        let file = try ReadOnlyFile(path)
        var reader = ChecksumListReader(name: name)
        try file.forEachPiece { reader.take($0) }
        return reader.finish()
    }
}

extension DATReader {
    /// Whether a file is a DAT file; no more of it is read than is needed to tell.
    ///
    /// - Throws: Why the file cannot be read.
    package static func isList(_ path: String) throws(ImageError) -> Bool {
        let file = try ReadOnlyFile(path)
        let nothing = SumSet(sha256: "", sha1: "", md5: "", crc32: "")
        var reader = DATReader(size: -1, sums: nothing)
        try file.forEachPiece(while: { !reader.isList }) { reader.take($0) }
        return reader.isList
    }
}
