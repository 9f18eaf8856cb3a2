/// Text in big-endian UCS-2, as Joliet and UDF have it.
enum UCS2 {
    /// The text as UTF-8.
    ///
    /// Half of a surrogate pair is no character; it becomes the three bytes that its number would
    /// take, so that two such names stay two.
    static func text(_ bytes: UntrustedBytes) -> [UInt8] {
        var text: [UInt8] = []
        var offset = 0
        while offset + 1 < bytes.count {
            let unit = UInt32(bytes.big16(at: offset))
            let next = UInt32(bytes.big16(at: offset + 2))
            offset += 2
            let isPair =
                (0xD800..<0xDC00).contains(unit) && (0xDC00..<0xE000).contains(next)
                && offset + 1 < bytes.count
            let value = isPair ? 0x1_0000 + (unit - 0xD800) << 10 + (next - 0xDC00) : unit
            if isPair { offset += 2 }
            append(value, to: &text)
        }
        return text
    }

    private static func append(_ value: UInt32, to text: inout [UInt8]) {
        if let scalar = Unicode.Scalar(value) {
            UTF8.encode(scalar).map { text += Array($0) }
        } else {
            text += [
                0xE0 | UInt8(truncatingIfNeeded: value >> 12),
                0x80 | UInt8(truncatingIfNeeded: value >> 6 & 0x3F),
                0x80 | UInt8(truncatingIfNeeded: value & 0x3F),
            ]
        }
    }
}
