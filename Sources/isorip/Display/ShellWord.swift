import RescueCore

extension String {
    /// The name of a file as one word of a shell's command line, never taken for something else.
    ///
    /// A shell splits and expands words; programs take a leading dash for an option, mount takes
    /// `LABEL=` for a volume and `host:/` for a server, QEMU takes what stands before a colon for a
    /// protocol. The terminal would not show control characters as they are.
    var asArgument: String {
        let isRelative = !hasPrefix("/") && !hasPrefix("./") && !hasPrefix("../")
        let isMistaken = hasPrefix("-") || contains(":") || contains("=")
        let name = isRelative && isMistaken ? "./" + self : self
        if name != name.printable { return name.escapedForShell }
        if !name.isEmpty, name.utf8.allSatisfy(\.isPlainInShell) { return name }
        let parts = name.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }

    /// The text in the quotes that name bytes by octal numbers (POSIX.1-2024, XCU 2.2.4).
    private var escapedForShell: String {
        let characters = unicodeScalars.map { scalar -> String in
            let text = String(scalar)
            if text == "'" || text == "\\" { return "\\" + text }
            guard text != text.printable else { return text }
            return text.losslessBytes.map { byte in
                let digits = String(byte, radix: 8)
                return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }.joined()
        }
        return "$'" + characters.joined() + "'"
    }
}

extension UInt8 {
    /// Whether a shell takes the byte for nothing but itself, wherever it stands in a word.
    fileprivate var isPlainInShell: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: "/._-+,:=@%".utf8.contains(self)
        }
    }
}
