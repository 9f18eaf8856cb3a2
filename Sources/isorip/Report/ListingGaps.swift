import RescueCore

/// Why there may be more files than an image's trees name: what `ls` and `extract` have to tell.
enum ListingGaps {
    private static let shown = 3

    /// What stands against it that all files below a directory are known, a sentence each.
    ///
    /// - Parameters:
    ///   - directory: The path that was asked for.
    ///   - analysis: The image.
    /// - Returns: The sentences; none if all files are known.
    static func sentences(below directory: [UInt8], of analysis: ImageAnalysis) -> [String] {
        [directories(below: directory, of: analysis), volume(directory, analysis)].compactMap(
            \.self)
            + trees(below: directory, of: analysis)
    }

    /// The same without the damaged directories.
    static func sentences(besideDirectoriesBelow directory: [UInt8], of analysis: ImageAnalysis)
        -> [String]
    {
        [volume(directory, analysis)].compactMap(\.self) + trees(below: directory, of: analysis)
    }

    /// What may be a gap and may be none: a sentence about directories that end with empty sectors.
    static func remark(below directory: [UInt8], of analysis: ImageAnalysis) -> String? {
        let blank = analysis.filesystems.trees.flatMap { tree in
            tree.notes.kept.lazy.filter { $0.problem == .blank }.compactMap(\.entry).map {
                tree[$0]
            }
            .filter { !$0.marks.contains(.broken) && $0.isBelow(directory) }
        }
        guard let first = blank.first else { return nil }
        let more = blank.count > 1 ? " and \(Format.count(blank.count - 1, "other"))" : ""
        return """
            \(first.pathText)\(more): the directory ends with empty sectors: made so, or lost with the \
            files that they named
            """
    }

    private static func directories(below directory: [UInt8], of analysis: ImageAnalysis) -> String?
    {
        guard !analysis.damage.knowsAllNames else { return nil }
        let hurt = analysis.damage.directories.filter { analysis.entry(of: $0).isBelow(directory) }
        guard !hurt.isEmpty else { return nil }
        let paths = hurt.prefix(shown).map { analysis.entry(of: $0).pathText }
        let more = hurt.count > shown ? [Format.count(hurt.count - shown, "other")] : []
        let verb = hurt.count == 1 ? "a damaged directory" : "damaged directories"
        return """
            \((paths + more).joined(separator: ", ")): \(verb); there may be more files than are named
            """
    }

    private static func volume(_ directory: [UInt8], _ analysis: ImageAnalysis) -> String? {
        guard directory == [UInt8(ascii: "/")], analysis.damage.directories.isEmpty,
            analysis.damage.mayHideFiles(of: analysis.filesystems)
        else { return nil }
        return "a damaged volume descriptor: there may be more files than are named"
    }

    private static func trees(below directory: [UInt8], of analysis: ImageAnalysis) -> [String] {
        analysis.filesystems.trees.compactMap { tree in
            let left = tree.notes.kept.first { note in
                note.problem == .tooMuch && note.subject == .tree
                    && note.entry.map { tree[$0].isBelow(directory) } ?? false
            }
            guard left != nil else { return nil }
            return """
                the tree of \(tree.format.rawValue) is deeper or larger than is read here: there are \
                more files than are named
                """
        }
    }
}
