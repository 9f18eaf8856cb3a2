/// Finds the checksums of one file in a list such as `SHA256SUMS`, as the list's bytes come in.
///
/// It reads the lines of GNU coreutils, `SUM  name` and `SUM *name`, with names escaped or not,
/// those of BSD, `SHA256 (name) = SUM`, and a bare sum. Names are compared, never opened; of a path
/// in the list the last part counts. A line longer than `lineLimit` is passed over, so that memory
/// is bounded.
public struct ChecksumListReader: Sendable {
    /// No line that is read is longer, in bytes: the longest path, escaped, and a sum.
    public static let lineLimit = 16_384

    /// How well a line's name fits.
    private enum Fit: Int, Comparable {
        case bare, lastPart, exact

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private let name: [UInt8]
    private var line: [UInt8] = []
    private var isTooLong = false
    private var lineCount = 0
    private var best: [ListedSum: Fit] = [:]

    /// Makes a reader that looks for a file name, without a directory.
    public init(name: String) {
        self.name = Array(name.utf8)
    }

    /// Takes the next bytes of the list.
    public mutating func take(_ bytes: borrowing Span<UInt8>) {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 0x0A {
                endLine()
            } else if line.count < Self.lineLimit {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
    }

    /// Ends the list.
    ///
    /// - Returns: The sums listed for the file, those only that fit best: for its very name, or for
    ///   that name in a directory, or a bare sum that is the only line. More than one of the same
    ///   kind contradict each other.
    public consuming func finish() -> [ListedSum] {
        endLine()
        guard let fit = best.values.max(), fit > .bare || lineCount == 1 else { return [] }
        return best.filter { $0.value == fit }.keys.sorted {
            ($0.kind.rawValue, $0.digits) < ($1.kind.rawValue, $1.digits)
        }
    }

    private mutating func endLine() {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if line.last == 0x0D { line.removeLast() }
        guard !line.isEmpty else { return }
        lineCount += 1
        guard !isTooLong, let (sum, listed) = Self.coreutils(line[...]) ?? Self.bsd(line[...])
        else { return }
        let fit: Fit? =
            if listed.isEmpty {
                .bare
            } else if listed.elementsEqual(name) {
                .exact
            } else if listed.split(separator: 0x2F).last?.elementsEqual(name) == true {
                .lastPart
            } else {
                nil
            }
        if let fit { best[sum] = max(fit, best[sum] ?? fit) }
    }
}

/// A checksum that stands in a list.
public struct ListedSum: Hashable, Sendable {
    /// Which checksum it is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case md5 = "MD5"
        case sha1 = "SHA-1"
        case sha256 = "SHA-256"
        case sha512 = "SHA-512"

        /// How many hexadecimal digits it has.
        public var digitCount: Int {
            switch self {
            case .md5: 32
            case .sha1: 40
            case .sha256: 64
            case .sha512: 128
            }
        }
    }

    /// Which checksum it is.
    public var kind: Kind
    /// Its digits, in lower case.
    public var digits: String

    /// Makes a sum of its digits; nil if no checksum has so many, or they are none.
    public init?(digits: some Collection<UInt8>) {
        guard let kind = Kind.allCases.first(where: { $0.digitCount == digits.count }),
            digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
        else { return nil }
        self.kind = kind
        self.digits = String(decoding: digits, as: UTF8.self).lowercased()
    }
}

// MARK: - The lines

extension ChecksumListReader {
    /// `SUM  name`, `SUM *name`, or only `SUM`; a backslash before it says that the name is escaped.
    private static func coreutils(_ line: ArraySlice<UInt8>) -> (ListedSum, [UInt8])? {
        let isEscaped = line.first == 0x5C
        let body = isEscaped ? line.dropFirst() : line
        let digits = body.prefix { $0 != 0x20 }
        guard let sum = ListedSum(digits: digits) else { return nil }
        // One space, and one more or a star.
        let listed = body[digits.endIndex...]
        guard !listed.isEmpty else { return (sum, []) }
        guard listed.count > 2, let mark = listed.dropFirst().first, mark == 0x20 || mark == 0x2A
        else { return nil }
        return (sum, name(listed.dropFirst(2), isEscaped: isEscaped))
    }

    /// `SHA256 (name) = SUM`; a backslash before it says that the name is escaped.
    private static func bsd(_ line: ArraySlice<UInt8>) -> (ListedSum, [UInt8])? {
        let isEscaped = line.first == 0x5C
        let body = isEscaped ? line.dropFirst() : line
        guard let open = body.firstIndex(of: 0x28), let close = body.lastIndex(of: 0x29),
            open < close
        else { return nil }
        let digits = body[(close + 1)...].drop { $0 == 0x20 || $0 == 0x3D }
        let kind = body[..<open].filter { $0 != 0x20 && $0 != 0x2D }
        // The name of the checksum tells apart those that have as many digits.
        guard let sum = ListedSum(digits: digits),
            String(decoding: kind, as: UTF8.self)
                == String(sum.kind.rawValue.filter { $0 != "-" })
        else { return nil }
        return (sum, name(body[(open + 1)..<close], isEscaped: isEscaped))
    }

    private static func name(_ text: ArraySlice<UInt8>, isEscaped: Bool) -> [UInt8] {
        guard isEscaped else { return Array(text) }
        var name: [UInt8] = []
        var isNext = false
        for byte in text {
            if isNext {
                name.append(byte == 0x6E ? 0x0A : byte == 0x72 ? 0x0D : byte)
                isNext = false
            } else if byte == 0x5C {
                isNext = true
            } else {
                name.append(byte)
            }
        }
        return name
    }
}
