/// Which stretches of the disc have been read as directories.
struct VisitedBlocks {
    /// The finest unit in which a directory can begin.
    private static let unit = 512

    private let end: Int
    /// The bits of 64 blocks each, where there are any: how large a disc is said to be costs nothing.
    private var words: [Int: UInt64] = [:]

    init(sectorCount: Int) {
        end = sectorCount * (Sector.size / Self.unit)
    }

    /// Notes that the bytes at an offset are read.
    ///
    /// - Returns: Whether that is for the first time, and on the disc.
    mutating func insert(_ offset: Int) -> Bool {
        let block = offset / Self.unit
        guard block < end else { return false }
        let bit = UInt64(1) << (block % 64)
        defer { words[block / 64, default: 0] |= bit }
        return words[block / 64, default: 0] & bit == 0
    }
}
