/// A pattern for names, as shells know it: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before what is meant
/// as it stands.
///
/// A name is bytes in whatever encoding; `?` and brackets stand for one UTF-8 character, or for one
/// byte where there is none. Such a byte stands in the pattern as `String(lossless:)` puts it there. Bracket expressions compare the values of characters, whatever the
/// locale (POSIX.1-2017, XCU 2.13).
struct NamePattern: Hashable, Sendable {
    fileprivate enum Piece: Hashable {
        case anything
        case one
        case character(UInt32)
        case range(Set<ClosedRange<UInt32>>, isNegated: Bool)
    }

    private var pieces: [Piece] = []

    /// Whether the pattern stands for other names than itself.
    let hasWildcards: Bool

    /// Makes the pattern of a text; a bracket that is never closed stands for itself.
    init(_ text: Substring) {
        var rest = text.unicodeScalars
        var hasWildcards = false
        while let next = rest.popFirst() {
            let piece: Piece? =
                switch next {
                case "*": .anything
                case "?": .one
                case "[": Self.bracket(&rest)
                default: nil
                }
            hasWildcards = hasWildcards || piece != nil
            let isEscape = next == "\\" && !rest.isEmpty
            pieces.append(piece ?? .character((isEscape ? rest.removeFirst() : next).value))
        }
        self.hasWildcards = hasWildcards
    }

    /// Whether a name is one that the pattern stands for.
    ///
    /// Takes no more steps than the product of both lengths.
    func matches(_ name: some Sequence<UInt8>) -> Bool {
        let name = Self.characters(of: name)
        var (place, piece) = (0, 0)
        // Where to go on if the last star stands for one character more.
        var retry: (place: Int, piece: Int)?
        while place < name.count {
            if piece < pieces.count, pieces[piece] == .anything {
                retry = (place, piece + 1)
                piece += 1
            } else if piece < pieces.count, pieces[piece].matches(name[place]) {
                place += 1
                piece += 1
            } else if let again = retry {
                retry = (again.place + 1, again.piece)
                (place, piece) = (again.place + 1, again.piece)
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .anything }
    }

    /// Reads a bracket expression behind its `[`; nil, and nothing is read, if it has no end.
    private static func bracket(_ rest: inout Substring.UnicodeScalarView) -> Piece? {
        var inside = rest
        let isNegated = inside.first == "!" || inside.first == "^"
        if isNegated { inside.removeFirst() }
        var ranges: Set<ClosedRange<UInt32>> = []
        while let first = inside.popFirst() {
            if first == "]", !ranges.isEmpty {
                rest = inside
                return .range(ranges, isNegated: isNegated)
            }
            var last = first
            if inside.first == "-", let end = inside.dropFirst().first, end != "]" {
                inside.removeFirst(2)
                last = end
            }
            ranges.insert(min(first.value, last.value)...max(first.value, last.value))
        }
        return nil
    }

    /// The characters of a name; bytes that are no UTF-8 are the scalars that stand for them.
    private static func characters(of name: some Sequence<UInt8>) -> [UInt32] {
        let bytes = Array(name)
        return bytes.allSatisfy { $0 < 0x80 }
            ? bytes.map(UInt32.init) : String(lossless: bytes).unicodeScalars.map(\.value)
    }
}

extension NamePattern.Piece {
    /// Whether it stands for a character; never for a star.
    fileprivate func matches(_ character: UInt32) -> Bool {
        switch self {
        case .anything: false
        case .one: true
        case .character(let own): own == character
        case .range(let ranges, let isNegated):
            ranges.contains { $0.contains(character) } != isNegated
        }
    }
}
