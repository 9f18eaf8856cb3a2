/// Cuts the bytes of a mapfile into its lines, as ddrescue's reader does.
///
/// Leading white space, blank lines and comments are dropped; a comment begins with a `#` at the
/// start of a line or behind white space. Only the first 127 bytes of a line count.
struct MapfileLines {
    private enum State {
        case betweenLines
        case inLine
        case inComment
        case inHeaderComment
        case behindLine
    }

    /// The line that was found last, without its newline.
    private(set) var line: [UInt8] = []

    /// Its number, counted from 1.
    private(set) var number = 0

    /// The comments that were found while `keepsComments` was set, without their `#`.
    private(set) var comments: [[UInt8]] = []

    /// Whether comments are wanted.
    var keepsComments = true

    private var state = State.betweenLines
    private var currentNumber = 1

    init() {
        line.reserveCapacity(Self.longestLine)
    }

    /// The number of the line that the next byte belongs to.
    var nextNumber: Int { currentNumber }

    private static let longestLine = 127
    private static let newline: UInt8 = 0x0A
    private static let hash: UInt8 = 0x23

    /// Goes on from `index` and stops behind the byte that completes a line.
    ///
    /// - Returns: Whether there is a line; if not, all bytes were taken.
    mutating func next(in bytes: borrowing Span<UInt8>, from index: inout Int) -> Bool {
        while index < bytes.count {
            if state == .inLine {
                takePlainBytes(of: bytes, from: &index)
                guard index < bytes.count else { break }
            }
            let byte = bytes[index]
            index += 1
            if take(byte) { return true }
        }
        return false
    }

    /// Takes what is left of a line up to a byte that may end it: a map has millions of the others.
    private mutating func takePlainBytes(of bytes: borrowing Span<UInt8>, from index: inout Int) {
        let end = min(bytes.count, index + Self.longestLine - 1 - line.count)
        while index < end, bytes[index] != Self.newline, bytes[index] != Self.hash {
            line.append(bytes[index])
            index += 1
        }
    }

    /// The line that the end of the text completes, if it does.
    mutating func lastLine() -> Bool {
        let isLine = state == .inLine || (state == .inComment && !line.isEmpty)
        state = .behindLine
        return isLine
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if byte == Self.newline { return endLine() }
        switch state {
        case .betweenLines:
            guard !Self.isSpace(byte) else { return false }
            line.removeAll(keepingCapacity: true)
            guard byte == Self.hash else { return append(byte) }
            beginComment()
        case .inLine:
            guard byte == Self.hash, let last = line.last, Self.isSpace(last) else {
                return append(byte)
            }
            state = .inComment
        case .inHeaderComment:
            if comments[comments.count - 1].count < Mapfile.lineLimit {
                comments[comments.count - 1].append(byte)
            }
        case .inComment, .behindLine:
            break
        }
        return false
    }

    private mutating func append(_ byte: UInt8) -> Bool {
        state = .inLine
        number = currentNumber
        line.append(byte)
        // What follows does not count, so a bad line is known as bad without its end.
        guard line.count == Self.longestLine else { return false }
        state = .behindLine
        return true
    }

    private mutating func beginComment() {
        guard keepsComments, comments.count < Mapfile.commentLimit + 1 else {
            state = .inComment
            return
        }
        comments.append([])
        state = .inHeaderComment
    }

    private mutating func endLine() -> Bool {
        let isLine = state == .inLine || (state == .inComment && !line.isEmpty)
        state = .betweenLines
        currentNumber += 1
        return isLine
    }

    /// What C's `isspace` says in the C locale.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
