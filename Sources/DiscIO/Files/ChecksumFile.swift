import RescueCore

/// A file that `sha256sum -c` checks.
package enum ChecksumFile {
    /// The line for one file, as GNU coreutils writes it: a name with a backslash, a newline or a
    /// carriage return is escaped, and then the line begins with a backslash.
    package static func line(sum: String, name: String) -> String {
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return (escaped == name ? "" : "\\") + "\(sum)  \(escaped)\n"
    }

    /// The sum in a file that has nothing but such a line; nil if it is another file.
    package static func sum(in text: [UInt8]) -> String? {
        var lines = text.split(separator: 0x0A)
        guard let line = lines.popLast(), lines.isEmpty else { return nil }
        let digits = (line.first == 0x5C ? line.dropFirst() : line).prefix { $0 != 0x20 }
        guard let sum = ListedSum(digits: digits), sum.kind == .sha256 else { return nil }
        return sum.digits
    }
}
