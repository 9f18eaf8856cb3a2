/// What `report` and `info` print: groups of lines, the first line of each with a name in front.
struct TextRows {
    private static let indent = 12
    private static let narrowest = 24

    private(set) var lines: [StyledText] = []
    /// So wide the texts may be; nil: as wide as they are.
    private let width: Int?

    /// Makes the rows for a terminal; where there is none, each text is one line.
    init(on terminal: Terminal?) {
        width = terminal.map { max(Self.narrowest, $0.columns - Self.indent) }
    }

    /// Adds a group; without texts there is none.
    ///
    /// - Parameters:
    ///   - name: What stands in front.
    ///   - texts: The lines, in which control characters may be.
    ///   - areWhole: Whether each has to stay in one piece: commands, which are copied.
    mutating func add(_ name: String, _ texts: [String], areWhole: Bool = false) {
        let texts = texts.flatMap { text -> [String] in
            guard let width, !areWhole else { return [text] }
            return text.printable.wrapped(to: width)
        }
        for (index, text) in texts.enumerated() {
            let head = index == 0 ? name : ""
            let blanks = String(repeating: " ", count: max(1, Self.indent - head.count))
            lines.append(StyledText(head + blanks + text))
        }
    }

    /// Adds a line as it is.
    mutating func add(line: StyledText) {
        lines.append(line)
    }
}
