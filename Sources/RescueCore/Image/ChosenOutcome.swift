/// What became of the files that were to be read first, or alone.
package struct ChosenOutcome: Sendable {
    /// A chosen file that is not as it should be.
    package typealias DamagedFile = (entry: FileTree.Entry, condition: FileCondition)

    /// How many files were chosen, as far as they are known.
    package let fileCount: Int
    /// How many of them are complete.
    package let completeCount: Int
    /// The paths that lead to nothing.
    package let unmatched: [String]
    /// Whether nothing else was to be read.
    package let isOnly: Bool
    /// The chosen files that are damaged, or of which that is not known.
    package let damaged: [DamagedFile]
    /// The damaged directories, in which there may be more files.
    package let directories: [FilesystemDamage.Hurt]
    /// Whether chosen directories, or those that a path is to lead through, may lack something.
    package let isPartlyUnknown: Bool
    /// The image as it was looked at.
    package let analysis: ImageAnalysis

    /// Looks for the files; nil if none was to be chosen.
    ///
    /// - Parameters:
    ///   - choice: What was to be read.
    ///   - analysis: The image as it is now.
    package init?(of choice: RescueChoice, in analysis: ImageAnalysis) {
        guard !choice.paths.isEmpty else { return nil }
        let filesystems = analysis.filesystems
        let selections = choice.paths.map { PathSelection.all($0, in: filesystems) }
        let files = ChosenFiles(selections.flatMap(\.self), in: filesystems)
        self.analysis = analysis
        fileCount = files.count
        completeCount = files.completeCount(in: analysis.map)
        unmatched = zip(choice.paths, selections).compactMap { $1.isEmpty ? $0 : nil }
        isOnly = choice.isOnly
        damaged = files.places.map { filesystems.trees[$0.tree][$0.entry] }
            .map { ($0, analysis.condition(of: $0)) }.filter { $0.1.state != .ok }
        directories = analysis.damage.knowsAllNames ? [] : analysis.damage.directories
        isPartlyUnknown =
            selections.contains { !$0.isEmpty && $0.allSatisfy(analysis.hasHurtDirectory) }
            || !unmatched.isEmpty && analysis.damage.mayHideFiles(of: filesystems)
    }
}

extension ImageAnalysis {
    /// Whether a selected directory may have more in it than is known.
    fileprivate func hasHurtDirectory(_ selection: PathSelection) -> Bool {
        let tree = filesystems.trees[selection.tree]
        return selection.entries.contains {
            tree[$0].kind == .directory && condition(of: tree[$0]).state != .ok
        }
    }
}
