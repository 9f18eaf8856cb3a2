/// Hands out the tags of an XML text as its bytes come in, and nothing of what lies between them.
///
/// For flat formats that keep everything in attributes. No entity but the five of XML and numbers
/// is ever replaced, and none of a document type is looked at, so that they cannot grow; a tag
/// longer than `tagLimit` is passed over. Memory is bounded, whatever is fed to it.
struct XMLTagReader: Sendable {
    /// A tag that begins or is an element.
    struct Tag: Hashable, Sendable {
        var name: String
        var attributes: [String: String]
    }

    /// No tag that is read is longer, in bytes.
    static let tagLimit = 65_536

    private enum State {
        case text
        case tag
        case quoted(UInt8)
        /// `<!--`, `<![CDATA[` or `<?`: passed over up to the bytes that end it.
        case skipped(until: [UInt8])
        /// `<!DOCTYPE`, with what is in its brackets and quotes.
        case declaration(depth: Int, quote: UInt8?)
    }

    private var state = State.text
    private var tag: [UInt8] = []
    private var isTooLong = false
    /// The last bytes of what is passed over.
    private var tail: [UInt8] = []

    init() {}

    /// Takes the next bytes; calls `found` for each tag that ends in them.
    mutating func take(_ bytes: borrowing Span<UInt8>, _ found: (Tag) -> Void) {
        for index in bytes.indices {
            take(bytes[index], found)
        }
    }

    private mutating func take(_ byte: UInt8, _ found: (Tag) -> Void) {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") { open() }
        case .tag: takeInTag(byte, found)
        case .quoted(let quote):
            keep(byte)
            if byte == quote { state = .tag }
        case .skipped(let end):
            tail.append(byte)
            if tail.count > end.count { tail.removeFirst() }
            if tail == end { state = .text }
        case .declaration(let depth, let quote): takeInDeclaration(byte, depth, quote)
        }
    }

    private mutating func open() {
        state = .tag
        tag.removeAll(keepingCapacity: true)
        isTooLong = false
    }

    private mutating func keep(_ byte: UInt8) {
        if tag.count < Self.tagLimit { tag.append(byte) } else { isTooLong = true }
    }

    private mutating func takeInTag(_ byte: UInt8, _ found: (Tag) -> Void) {
        switch byte {
        case UInt8(ascii: ">"):
            state = .text
            if !isTooLong, let tag = Tag(tag) { found(tag) }
            return
        case UInt8(ascii: "\""), UInt8(ascii: "'"): state = .quoted(byte)
        default: break
        }
        keep(byte)
        guard tag.count <= 8 else { return }
        if tag.elementsEqual("?".utf8) {
            skip(until: "?>")
        } else if tag.elementsEqual("!--".utf8) {
            skip(until: "-->")
        } else if tag.elementsEqual("![CDATA[".utf8) {
            skip(until: "]]>")
        } else if tag.elementsEqual("!DOCTYPE".utf8) {
            state = .declaration(depth: 0, quote: nil)
        }
    }

    private mutating func skip(until end: String) {
        state = .skipped(until: Array(end.utf8))
        tail.removeAll(keepingCapacity: true)
    }

    private mutating func takeInDeclaration(_ byte: UInt8, _ depth: Int, _ quote: UInt8?) {
        if let quote {
            if byte == quote { state = .declaration(depth: depth, quote: nil) }
            return
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            state = .declaration(depth: depth, quote: byte)
        case UInt8(ascii: "["), UInt8(ascii: "<"):
            state = .declaration(depth: depth + 1, quote: nil)
        case UInt8(ascii: "]"): state = .declaration(depth: depth - 1, quote: nil)
        case UInt8(ascii: ">"):
            state = depth > 0 ? .declaration(depth: depth - 1, quote: nil) : .text
        default: break
        }
    }
}

extension XMLTagReader.Tag {
    private static let white: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

    /// Understands what stands between `<` and `>`; nil for the end of an element.
    fileprivate init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        if rest.last == UInt8(ascii: "/") { rest.removeLast() }
        let name = rest.prefix { !Self.white.contains($0) }
        guard let first = name.first, first != UInt8(ascii: "/") else { return nil }
        self.name = String(decoding: name, as: UTF8.self)
        attributes = [:]
        rest = rest[name.endIndex...]
        while let (key, value) = Self.attribute(&rest) {
            attributes[key] = value
        }
    }

    /// Takes one attribute off; nil if there is none, or it is not one.
    private static func attribute(_ rest: inout ArraySlice<UInt8>) -> (String, String)? {
        rest = rest.drop { white.contains($0) }
        let key = rest.prefix { $0 != UInt8(ascii: "=") && !white.contains($0) }
        rest = rest[key.endIndex...].drop { white.contains($0) }
        guard !key.isEmpty, rest.popFirst() == UInt8(ascii: "=") else { return nil }
        rest = rest.drop { white.contains($0) }
        guard let quote = rest.popFirst(), let end = rest.firstIndex(of: quote) else { return nil }
        let value = unescaped(rest[..<end])
        rest = rest[(end + 1)...]
        return (String(decoding: key, as: UTF8.self), value)
    }

    /// Replaces the five entities of XML and character references; others stay as they are.
    private static func unescaped(_ value: ArraySlice<UInt8>) -> String {
        guard value.contains(UInt8(ascii: "&")) else {
            return String(decoding: value, as: UTF8.self)
        }
        var text = ""
        var rest = value
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[..<start], as: UTF8.self)
            let name = rest[(start + 1)...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
            let isWhole = name.endIndex < rest.endIndex && rest[name.endIndex] == UInt8(ascii: ";")
            if isWhole, let scalar = scalar(String(decoding: name, as: UTF8.self)) {
                text.unicodeScalars.append(scalar)
                rest = rest[(name.endIndex + 1)...]
            } else {
                text += "&"
                rest = rest[(start + 1)...]
            }
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x")
        return UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10)
            .flatMap(Unicode.Scalar.init)
    }
}
