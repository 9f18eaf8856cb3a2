/// Values as JSON inside a `script` element: data that no browser takes for markup.
enum InlineJSON {
    /// The JSON text, without any `<`, `>`, `&` or line separator.
    ///
    /// These stand only inside strings of JSON, where they can be written as escapes.
    static func of(_ value: some Encodable) -> HTML {
        var bytes: [UInt8] = []
        let text = JSONText.of(value)
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes += Array("\\u003C".utf8)
            case UInt8(ascii: ">"): bytes += Array("\\u003E".utf8)
            case UInt8(ascii: "&"): bytes += Array("\\u0026".utf8)
            // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
            case 0xA8 where bytes.suffix(2) == [0xE2, 0x80]:
                bytes.replaceSubrange(bytes.count - 2..<bytes.count, with: "\\u2028".utf8)
            case 0xA9 where bytes.suffix(2) == [0xE2, 0x80]:
                bytes.replaceSubrange(bytes.count - 2..<bytes.count, with: "\\u2029".utf8)
            default: bytes.append(byte)
            }
        }
        return "\(verbatim: String(decoding: bytes, as: UTF8.self))"
    }
}
