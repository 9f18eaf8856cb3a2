/// Cuts a list of checksums into its entries, as its bytes come in.
///
/// It reads the lines of GNU coreutils, `SUM  name` and `SUM *name`, with names escaped or not,
/// those of BSD, `SHA256 (name) = SUM`, and a bare sum; all others are passed over, and so are lines
/// longer than `limit`.
package struct ChecksumLines: Sendable {
    /// One line that was understood.
    package struct Entry: Hashable, Sendable {
        /// The checksum.
        package var sum: ListedSum
        /// The name of the file, not escaped; empty for a bare sum.
        package var name: [UInt8]
    }

    /// No line that is read is longer, in bytes: the longest path, escaped, and a sum.
    package static let limit = 16_384

    /// How many lines there were that are not empty.
    package private(set) var count = 0

    private var line: [UInt8] = []
    private var isTooLong = false

    /// Makes a reader at the beginning of a list.
    package init() {}

    /// The next entry that ends in these bytes; nil when all of them were taken.
    package mutating func next(
        in bytes: borrowing Span<UInt8>, from index: inout Int
    ) -> Entry? {
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A {
                if let entry = last() { return entry }
            } else if line.count < Self.limit {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
        return nil
    }

    /// The entry in a last line that no newline ends.
    package mutating func last() -> Entry? {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if line.last == 0x0D { line.removeLast() }
        guard !line.isEmpty else { return nil }
        count += 1
        return isTooLong ? nil : Self.coreutils(line[...]) ?? Self.bsd(line[...])
    }
}

// MARK: - The formats

extension ChecksumLines {
    /// `SUM  name`, `SUM *name`, or only `SUM`; a backslash before it says that the name is escaped.
    private static func coreutils(_ line: ArraySlice<UInt8>) -> Entry? {
        let isEscaped = line.first == 0x5C
        let body = isEscaped ? line.dropFirst() : line
        let digits = body.prefix { $0 != 0x20 }
        guard let sum = ListedSum(digits: digits) else { return nil }
        // One space, and one more or a star.
        let listed = body[digits.endIndex...]
        guard !listed.isEmpty else { return Entry(sum: sum, name: []) }
        guard listed.count > 2, let mark = listed.dropFirst().first, mark == 0x20 || mark == 0x2A
        else { return nil }
        return Entry(sum: sum, name: name(listed.dropFirst(2), isEscaped: isEscaped))
    }

    /// `SHA256 (name) = SUM`; a backslash before it says that the name is escaped.
    private static func bsd(_ line: ArraySlice<UInt8>) -> Entry? {
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
        return Entry(sum: sum, name: name(body[(open + 1)..<close], isEscaped: isEscaped))
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
