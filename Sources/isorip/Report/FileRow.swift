import RescueCore

/// An entry of an image, as a line of a list.
struct FileRow: Encodable {
    var path: String
    var kind: String
    var state: FileState
    var size: Int
    var badBytes: Int
    /// Which tree it is in, the best one being 0, and by which structures that was read.
    var tree: Int
    var format: String
    /// What a link points to.
    var target: String?

    init(_ entry: FileTree.Entry, tree number: Int, in analysis: ImageAnalysis) {
        let condition = analysis.condition(of: entry)
        path = entry.pathText
        kind = entry.kind.name
        size = entry.size
        badBytes = condition.badBytes
        state = condition.state
        tree = number
        format = entry.tree.format.rawValue
        target = entry.kind == .symbolicLink ? entry.targetText : nil
    }

    /// State, size, missing bytes and path, in columns.
    var line: String {
        let name = kind == "directory" ? (path == "/" ? "/" : path + "/") : path
        let link = target.map { " -> \($0)" } ?? ""
        let place = tree > 0 ? " (in a further tree, \(format))" : ""
        let columns = [
            state.rawValue.padded(to: 7, atEnd: true),
            (state == .unknown ? "?" : String(size)).padded(to: 12),
            (state == .damaged ? "-\(badBytes)" : "").padded(to: 12),
        ]
        return columns.joined(separator: "  ") + "  " + name + link + place
    }
}

extension FileTree.Kind {
    /// What it is, in one word.
    fileprivate var name: String {
        switch self {
        case .file: "file"
        case .directory: "directory"
        case .symbolicLink: "link"
        case .special: "special"
        }
    }
}

extension String {
    /// The text with blanks before or behind it, so that it is at least so long.
    fileprivate func padded(to width: Int, atEnd: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return atEnd ? self + blanks : blanks + self
    }
}
