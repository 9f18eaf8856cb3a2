/// One record of a directory.
///
/// Source: ECMA-119 clause 9.1.
struct ISODirectoryRecord {
    /// The bits of its flags (clause 9.1.6).
    struct Flags: OptionSet {
        let rawValue: UInt8

        static let hidden = Flags(rawValue: 0x01)
        static let directory = Flags(rawValue: 0x02)
        static let associated = Flags(rawValue: 0x04)
        static let continued = Flags(rawValue: 0x80)
    }

    /// What comes before the identifier.
    private static let headLength = 33

    let length: Int
    let flags: Flags
    let identifier: [UInt8]
    let isInterleaved: Bool
    /// What follows the identifier: the system use field, which Rock Ridge lives in.
    let systemUse: UntrustedBytes

    private let attributeBlocks: Int
    private let block: Int
    private let byteCount: Int
    private let date: UntrustedBytes

    /// Reads the record that `bytes` begins with; nil if it does not fit into itself.
    init?(_ bytes: UntrustedBytes) {
        let length = Int(bytes[0])
        let nameLength = Int(bytes[32])
        let nameEnd = Self.headLength + nameLength
        guard nameLength > 0, nameEnd <= length, length <= bytes.count else { return nil }
        self.length = length
        flags = Flags(rawValue: bytes[25])
        identifier = bytes.part(Self.headLength, nameLength).array
        isInterleaved = bytes[26] != 0 && bytes[27] != 0
        let start = nameEnd + (nameLength.isMultiple(of: 2) ? 1 : 0)
        systemUse = bytes.part(start, length - start)
        attributeBlocks = Int(bytes[1])
        block = bytes.both32(at: 2)
        byteCount = bytes.both32(at: 10)
        date = bytes.part(18, 7)
    }

    /// Reads the record of the root that a volume descriptor holds; nil if it is none.
    ///
    /// It has the 34 bytes of its field (clause 8.4.18), whatever length it says: NetBSD's makefs has
    /// written 68 there.
    init?(root bytes: UntrustedBytes) {
        let length = Self.headLength + 1
        guard bytes[0] >= length else { return nil }
        self.init(UntrustedBytes([UInt8(length)] + bytes.part(1, length - 1).array))
    }

    /// Whether it is the record of the directory itself.
    var isSelf: Bool { identifier == [0] }

    /// Whether it is the record of the directory's parent.
    var isParent: Bool { identifier == [1] }

    var modified: Int? { CalendarTime.seconds(short: date) }

    /// Where the data lie, behind the extended attributes.
    func extent(blockSize: Int) -> FileExtent {
        FileExtent(imageOffset: (block + attributeBlocks) * blockSize, byteCount: byteCount)
    }
}
