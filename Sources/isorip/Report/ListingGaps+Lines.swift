import RescueCore

/// Why there may be more files than are named: what `ls` and `extract` have to tell.
extension ListingGaps {
    private static let shown = 3

    /// What stands against it that all files are known, a sentence each; none if all are.
    var lines: [String] {
        [directoryLine].compactMap(\.self) + linesBesideDirectories
    }

    /// The same without the damaged directories.
    var linesBesideDirectories: [String] {
        let volume = "a damaged volume descriptor: there may be more files than are named"
        return (isVolumeHurt ? [volume] : [])
            + cutTrees.map { format in
                """
                the tree of \(format.rawValue) is deeper or larger than is read here: there are \
                more files than are named
                """
            }
    }

    /// What may be a gap and may be none: a sentence about directories that end with empty sectors.
    var remark: String? {
        guard let first = blankDirectories.first else { return nil }
        let others = blankDirectories.count - 1
        let more = others > 0 ? " and \(Format.count(others, "other"))" : ""
        return """
            \(first.pathText)\(more): the directory ends with empty sectors: made so, or lost with the \
            files that they named
            """
    }

    private var directoryLine: String? {
        guard !directories.isEmpty else { return nil }
        let count = directories.count
        let paths = directories.prefix(Self.shown).map(\.pathText)
        let more = count > Self.shown ? [Format.count(count - Self.shown, "other")] : []
        let verb = count == 1 ? "a damaged directory" : "damaged directories"
        return """
            \((paths + more).joined(separator: ", ")): \(verb); there may be more files than are named
            """
    }
}
