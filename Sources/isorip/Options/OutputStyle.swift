/// How a command tells what it does.
enum OutputStyle {
    /// Sentences for a person.
    case text
    /// One JSON object a line, for programs.
    case json
    /// Only what is wrong.
    case quiet

    init(json: Bool, quiet: Bool) {
        self = json ? .json : quiet ? .quiet : .text
    }
}
