/// Why a text is no mapfile, or none for this disc.
public struct MapfileError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Error, Hashable, Sendable {
        /// The first line that is no comment must be: position, letter, and perhaps a pass.
        case badStatusLine
        /// A later line must be: position, size, letter.
        case badBlock
        /// The letter is none of `? * / - +`.
        case unknownStatus
        /// A block without a byte, elsewhere than at position 0.
        case emptyBlock
        /// The block does not begin where the last one ended; both in bytes.
        case notContiguous(expected: Int, found: Int)
        /// A block was rescued that lies, in part at least, behind the end of the disc, in bytes.
        case rescuedBehindEnd(discSize: Int)
        /// The map ends, in bytes, before the disc does: it was cut off.
        case endsEarly(at: Int, discSize: Int)
        /// The blocks do not tell how large the disc is, or more than any disc can hold.
        case noSize
    }

    /// The line, counted from 1; the last one, where the whole is wrong.
    public var line: Int

    /// What is wrong with it.
    public var kind: Kind

    package init(_ kind: Kind, line: Int) {
        self.kind = kind
        self.line = line
    }
}

extension MapfileError: CustomStringConvertible {
    /// One sentence, without a full stop.
    public var description: String {
        "line \(line): " + kind.label
    }
}

extension MapfileError.Kind {
    /// What is wrong, for a person.
    public var label: String {
        switch self {
        case .badStatusLine:
            "not a status line (position, one of ? * / - F G +, pass)"
        case .badBlock:
            "not a block (position, size, one of ? * / - +)"
        case .unknownStatus:
            "unknown status letter; known are ? * / - +"
        case .emptyBlock:
            "a block of no size"
        case .notContiguous(let expected, let found):
            found < expected
                ? "the block at byte \(found) overlaps the one before it, which ends at \(expected)"
                : "nothing is said of the bytes from \(expected) to \(found)"
        case .rescuedBehindEnd(let discSize):
            "data was rescued from behind the end of this disc, which has \(discSize) bytes"
        case .endsEarly(let end, let discSize):
            "the map ends at byte \(end) of \(discSize): it was cut off"
        case .noSize:
            "the map does not tell how large the disc is"
        }
    }
}
