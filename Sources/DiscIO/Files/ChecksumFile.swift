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
}
