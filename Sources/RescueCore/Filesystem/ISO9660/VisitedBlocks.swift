/// Which stretches of the disc have been read as directories.
struct VisitedBlocks {
    /// The finest unit in which a directory can begin.
    private static let unit = 512

    private var words: [UInt64]

    init(sectorCount: Int) {
        let blocks = sectorCount * (Sector.size / Self.unit)
        words = [UInt64](repeating: 0, count: (blocks + 63) / 64)
    }

    /// Notes that the bytes at an offset are read.
    ///
    /// - Returns: Whether that is for the first time.
    mutating func insert(_ offset: Int) -> Bool {
        let block = offset / Self.unit
        guard block / 64 < words.count else { return false }
        let bit = UInt64(1) << (block % 64)
        defer { words[block / 64] |= bit }
        return words[block / 64] & bit == 0
    }
}
