import RescueCore

/// One line of a fault script, cut into its words.
struct ScriptLine {
    /// The number of the line, from 1.
    let number: Int
    /// The first word: what the line is about.
    let keyword: String
    /// The words behind it that have no `=`, in order.
    let words: [String]
    /// All that stands behind the first word.
    let rest: String

    private let options: [String: String]

    /// Cuts a line; nil if it is empty or a comment.
    ///
    /// - Throws: If an option is given twice.
    init?(_ text: Substring, number: Int) throws(ScriptFailure) {
        let opening = text.split(maxSplits: 2, whereSeparator: \.isWhitespace).prefix(2)
        let isImage = opening == ["content", "image"]
        let trimmed = Self.trimmed(isImage ? text : Self.withoutComment(text))
        let parts = trimmed.split(whereSeparator: \.isWhitespace)
        guard let first = parts.first else { return nil }
        self.number = number
        keyword = String(first)
        rest = String(Self.trimmed(trimmed.dropFirst(first.count)))
        words = parts.dropFirst().filter { !$0.contains("=") }.map(String.init)
        var options: [String: String] = [:]
        for part in parts.dropFirst() where !isImage {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let name = String(part[..<equals])
            guard options[name] == nil else {
                throw ScriptFailure(line: number, problem: "'\(name)=' is given twice; keep one")
            }
            options[name] = String(part[part.index(after: equals)...])
        }
        self.options = options
    }

    func failure(_ problem: String) -> ScriptFailure {
        ScriptFailure(line: number, problem: problem)
    }

    /// Checks that the line holds nothing but so many words and these options.
    func expect(words count: Int, options names: [String] = [], as example: String)
        throws(ScriptFailure)
    {
        guard words.count == count else {
            throw failure("write '\(keyword)' as in '\(example)'")
        }
        for name in options.keys.sorted() where !names.contains(name) {
            throw failure("'\(keyword)' has no '\(name)='; write it as in '\(example)'")
        }
    }

    /// The value of an option; nil if it is not given.
    func option(_ name: String) -> String? { options[name] }

    /// The value of an option that has to be there.
    func required(_ name: String, as example: String) throws(ScriptFailure) -> String {
        guard let value = options[name] else {
            throw failure("'\(keyword)' needs '\(name)=', as in '\(example)'")
        }
        return value
    }

    /// A whole number in a range.
    func integer(_ text: String, in range: ClosedRange<Int>) throws(ScriptFailure) -> Int {
        guard let value = Int(checking: text, in: range) else {
            throw failure(
                "'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A number in a range.
    func number(_ text: String, in range: ClosedRange<Double>) throws(ScriptFailure) -> Double {
        // checked: against the range, which no NaN is in.
        guard let value = Double(text), range.contains(value) else {
            throw failure(
                "'\(text)' is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// One of a few words.
    func choice<Value>(
        _ text: String, of choices: KeyValuePairs<String, Value>
    ) throws(ScriptFailure) -> Value {
        guard let match = choices.first(where: { $0.key == text }) else {
            let names = choices.map { "'\($0.key)'" }.joined(separator: ", ")
            throw failure("'\(text)' is not one of \(names)")
        }
        return match.value
    }

    /// A seed: any number of 64 bits.
    func seed(_ text: String) throws(ScriptFailure) -> UInt64 {
        guard let seed = UInt64(text) else {
            throw failure("'\(text)' is no seed; write a whole number from 0 to \(UInt64.max)")
        }
        return seed
    }

    /// A volume label.
    func label(_ text: String) throws(ScriptFailure) -> String {
        guard FaultScript.isLabel(text) else {
            throw failure("'\(text)' is no label; use 1 to 32 of A-Z, 0-9 and _")
        }
        return text
    }

    /// A `#` begins a comment at the start of a line and behind a space.
    private static func withoutComment(_ text: Substring) -> Substring {
        guard text.utf8.contains(UInt8(ascii: "#")) else { return text }
        var previous: Character = " "
        for index in text.indices {
            if text[index] == "#", previous.isWhitespace { return text[..<index] }
            previous = text[index]
        }
        return text
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}
