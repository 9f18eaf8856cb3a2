/// The name of an image that nobody named: the volume label, made safe for every file system.
package enum OutputName {
    /// The file name for a volume label; `disc.iso` where the disc has none.
    package static func forLabel(_ label: String?) -> String {
        let safe = (label ?? "").unicodeScalars.map { scalar -> Character in
            let isKept =
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.isDigit)
            return isKept || scalar == "-" || scalar == "." ? Character(scalar) : "_"
        }
        // A leading dot would hide the file, a leading dash would look like an option.
        let visible = safe.drop { $0 == "." || $0 == "-" || $0 == "_" }
        return (visible.isEmpty ? "disc" : String(visible.prefix(64))) + ".iso"
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isDigit: Bool { numericType == .decimal }
}
