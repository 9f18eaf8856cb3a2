/// Why there may be more files below a directory than the trees of an image name.
package struct ListingGaps: Sendable {
    /// Directories that are damaged, where no other tree makes up for them.
    package let directories: [FileTree.Entry]

    /// Whether a volume descriptor is damaged that may have led to more.
    package let isVolumeHurt: Bool

    /// By which structures the trees were read that are deeper or larger than is read here.
    package let cutTrees: [FileTree.Format]

    /// Directories that end with empty sectors: made so, or lost with the files that they named.
    package let blankDirectories: [FileTree.Entry]

    /// Looks for gaps.
    ///
    /// - Parameters:
    ///   - directory: The path of the directory.
    ///   - analysis: The image.
    package init(below directory: [UInt8], of analysis: ImageAnalysis) {
        let damage = analysis.damage
        let trees = analysis.filesystems.trees
        directories =
            damage.knowsAllNames
            ? []
            : damage.directories.map(analysis.entry).filter { $0.isBelow(directory) }
        isVolumeHurt =
            directory == [UInt8(ascii: "/")] && damage.directories.isEmpty
            && damage.mayHideFiles(of: analysis.filesystems)
        cutTrees = trees.filter { tree in
            tree.notes.kept.contains { note in
                note.problem == .tooMuch && note.subject == .tree
                    && note.entry.map { tree[$0].isBelow(directory) } ?? false
            }
        }.map(\.format)
        blankDirectories = trees.flatMap { tree in
            tree.notes.kept.lazy.filter { $0.problem == .blank }.compactMap(\.entry)
                .map { tree[$0] }
                .filter { !$0.marks.contains(.broken) && $0.isBelow(directory) }
        }
    }
}
