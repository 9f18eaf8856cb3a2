import DiscIO
import RescueCore

extension ChosenOutcome {
    private static let shown = 5

    /// The code for somebody who wants the chosen files and nothing else.
    var status: ExitStatus {
        if completeCount < fileCount || isPartlyUnknown { return .unreadableSectors }
        return unmatched.isEmpty ? .success : .usage
    }

    /// What became of them, a line each.
    var lines: [String] {
        var lines: [String] = []
        if fileCount > 0 {
            let files = Format.count(fileCount, "chosen file")
            let end = damaged.isEmpty ? "" : ":"
            lines.append("\(Format.grouped(completeCount)) of \(files) complete\(end)")
        }
        lines += Self.listed(damaged) { Self.loss(of: $0.entry, $0.condition) }
        if !directories.isEmpty {
            lines.append("damaged directories, in which there may be more files:")
            lines += Self.listed(directories) {
                HurtEntry($0, in: analysis).directoryLine(isSpared: false)
            }
        }
        return lines
    }

    private static func listed<Item>(_ items: [Item], _ line: (Item) -> String) -> [String] {
        let more = items.count - shown
        return items.prefix(shown).map { "  \(line($0))" }
            + (more > 0 ? ["  and \(Format.grouped(more)) more"] : [])
    }

    /// What a damaged file lacks.
    private static func loss(of entry: FileTree.Entry, _ condition: FileCondition) -> String {
        if condition.state == .unknown {
            return "\(entry.pathText): not all of its places are known"
        }
        let count = Format.grouped(condition.badBytes)
        return "\(entry.pathText): \(count) of \(Format.count(entry.size, "byte")) are missing"
    }
}
