/// A line of output: words from anywhere, and colours, which nobody but this program can choose.
///
/// What is in the words never steers a terminal, whoever wrote them: see `String.printable`.
struct StyledText: Hashable, ExpressibleByStringInterpolation {
    private struct Piece: Hashable {
        var words: String
        var color: Style.Color?
    }

    private var pieces: [Piece]

    /// Makes a line of words, in a colour or in none.
    init(_ words: String, _ color: Style.Color? = nil) {
        pieces = words.isEmpty ? [] : [Piece(words: words, color: color)]
    }

    init(stringLiteral words: String) {
        self.init(words)
    }

    static func + (line: StyledText, more: StyledText) -> StyledText {
        var line = line
        line.pieces += more.pieces
        return line
    }

    /// What a terminal is sent.
    var codes: String {
        pieces.map { piece in
            let words = piece.words.printable
            return piece.color.map { "\u{1B}[\($0.rawValue)m\(words)\u{1B}[0m" } ?? words
        }.joined()
    }
}
