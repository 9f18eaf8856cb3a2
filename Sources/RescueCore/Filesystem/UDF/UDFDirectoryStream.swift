/// Cuts the bytes of a directory into its records, which lie across the borders of sectors.
///
/// Behind a hole or a broken record it goes on with the next record that is sound, because each
/// begins at a multiple of 4 and carries a sum.
struct UDFDirectoryStream {
    /// One name in a directory.
    ///
    /// Source: ECMA-167 4/14.4.
    struct Record {
        var name: [UInt8]
        var address: UDFAddress
        var isHidden: Bool
        /// Whether it names no file: a deleted one, or the parent.
        var isOther: Bool
        var isSound: Bool
    }

    private static let headLength = 38

    private var buffer: [UInt8] = []
    private var offset = 0
    /// Whether the next record has to be searched.
    private var isLost = false
    /// Whether a broken record was found since the last call of `takeBroken`.
    private var isBroken = false

    mutating func append(_ bytes: UntrustedBytes) {
        buffer.removeFirst(offset)
        offset = 0
        buffer += bytes.slice
    }

    /// Says that bytes are missing here.
    mutating func skip() {
        buffer = []
        offset = 0
        isLost = true
    }

    /// Whether bytes are left that are a part of a record.
    var hasRest: Bool { !isLost && offset < buffer.count }

    mutating func takeBroken() -> Bool {
        defer { isBroken = false }
        return isBroken
    }

    /// The next record, or nil if more bytes are needed.
    mutating func next() -> Record? {
        while buffer.count - offset >= Self.headLength {
            let bytes = UntrustedBytes(buffer[offset...])
            let length = Self.length(bytes)
            let tag =
                bytes.little16(at: 0) == UDFTag.Kind.fileIdentifier.rawValue
                ? UDFTag(bytes.part(0, length)) : nil
            guard let tag, !isLost || tag.isSound || length > bytes.count else {
                isBroken = isBroken || !isLost
                isLost = true
                offset += 4
                continue
            }
            guard length <= bytes.count else { return nil }
            offset += length
            isLost = false
            return Self.record(bytes, tag)
        }
        return nil
    }

    /// How long a record is, with what fills it up to a multiple of 4.
    private static func length(_ bytes: UntrustedBytes) -> Int {
        (headLength + Int(bytes[19]) + bytes.little16(at: 36) + 3) & ~3
    }

    private static func record(_ bytes: UntrustedBytes, _ tag: UDFTag) -> Record {
        let flags = bytes[18]
        let name = bytes.part(headLength + bytes.little16(at: 36), Int(bytes[19]))
        return Record(
            name: UDFText.text(name), address: UDFAddress(bytes.part(24, 6)),
            isHidden: flags & 1 != 0, isOther: flags & 0x0C != 0, isSound: tag.isSound)
    }
}
