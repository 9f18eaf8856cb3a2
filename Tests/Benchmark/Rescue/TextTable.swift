/// A table of words, for a terminal or as Markdown.
package struct TextTable {
    package var header: [String]
    package var rows: [[String]] = []

    package init(_ header: [String]) {
        self.header = header
    }

    /// The table in columns: the first is flushed left, the others are numbers.
    package var text: String { lines { $0.joined(separator: "  ") }.joined(separator: "\n") }

    /// The table as GitHub and others understand it.
    package var markdown: String {
        var lines = lines { "| " + $0.joined(separator: " | ") + " |" }
        let rule = widths.enumerated().map { column, width in
            column == 0
                ? String(repeating: "-", count: width)
                : String(repeating: "-", count: width - 1) + ":"
        }
        lines.insert("| " + rule.joined(separator: " | ") + " |", at: 1)
        return lines.joined(separator: "\n")
    }

    private var widths: [Int] {
        header.indices.map { column in
            max(3, ([header] + rows).map { $0[column].count }.max() ?? 0)
        }
    }

    private func lines(_ line: ([String]) -> String) -> [String] {
        let widths = widths
        return ([header] + rows).map { row in
            line(
                row.enumerated().map { column, word in
                    let space = String(repeating: " ", count: widths[column] - word.count)
                    return column == 0 ? word + space : space + word
                })
        }
    }
}

extension Double {
    /// The number with so many digits behind the point.
    package func fixed(_ digits: Int) -> String {
        guard isFinite else { return "never" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((magnitude * Double(scale)).rounded())
        let sign = self < 0 && whole != 0 ? "-" : ""
        guard digits > 0 else { return sign + "\(whole)" }
        let fraction = String(whole % scale)
        return sign + "\(whole / scale)."
            + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}

extension Double? {
    /// The number, or a dash.
    package func fixed(_ digits: Int) -> String { map { $0.fixed(digits) } ?? "-" }
}
