import DiscIO
import RescueCore

/// What became of the files that were to be read first, or alone.
struct ChosenOutcome {
    /// How many files were chosen, as far as they are known, and how many are complete.
    let fileCount: Int
    let completeCount: Int
    /// The paths that lead to nothing.
    let unmatched: [String]
    /// Whether nothing else was to be read.
    let isOnly: Bool

    private let damaged: [String]
    private let directories: [String]
    /// Whether chosen directories, or those that a path is to lead through, may lack something.
    private let isPartlyUnknown: Bool

    private static let shown = 5

    /// Looks at the image as it is now; nil if no file was to be chosen, or the image cannot be read.
    init?(of choice: RescueChoice?, in paths: OutputPaths, _ map: SectorMap, sessions: [LBA]) {
        guard let choice, !choice.paths.isEmpty,
            let analysis = try? ImageAnalysis(
                ReadOnlyFile(image: paths.image), map: map, sessions: sessions)
        else { return nil }
        let selections = choice.paths.map { PathSelection.all($0, in: analysis.filesystems) }
        let files = ChosenFiles(selections.flatMap(\.self), in: analysis.filesystems)
        fileCount = files.count
        completeCount = files.completeCount(in: analysis.map)
        unmatched = zip(choice.paths, selections).compactMap { $1.isEmpty ? $0 : nil }
        isOnly = choice.isOnly
        damaged = files.places.map { analysis.row(tree: $0.tree, entry: $0.entry) }
            .filter { $0.state != .ok }.map(\.lossSentence)
        directories =
            analysis.damage.knowsAllNames
            ? []
            : analysis.damage.directories.map {
                HurtEntry($0, in: analysis).directorySentence(isSpared: false)
            }
        isPartlyUnknown =
            selections.contains { !$0.isEmpty && $0.allSatisfy(analysis.hasHurtDirectory) }
            || (!unmatched.isEmpty && analysis.damage.mayHideFiles(of: analysis.filesystems))
    }

    /// The code for somebody who wants the chosen files and nothing else.
    var status: ExitStatus {
        if completeCount < fileCount || isPartlyUnknown { return .unreadableSectors }
        return unmatched.isEmpty ? .success : .usage
    }

    /// What became of them, a line each.
    var sentences: [String] {
        var lines: [String] = []
        if fileCount > 0 {
            let files = Format.count(fileCount, "chosen file")
            let end = damaged.isEmpty ? "" : ":"
            lines.append("\(Format.grouped(completeCount)) of \(files) complete\(end)")
        }
        lines += Self.listed(damaged)
        if !directories.isEmpty {
            lines.append("damaged directories, in which there may be more files:")
            lines += Self.listed(directories)
        }
        return lines
    }

    private static func listed(_ lines: [String]) -> [String] {
        let more = lines.count - shown
        return lines.prefix(shown).map { "  \($0)" }
            + (more > 0 ? ["  and \(Format.grouped(more)) more"] : [])
    }
}

extension ImageAnalysis {
    fileprivate func row(tree: Int, entry: Int) -> FileRow {
        FileRow(filesystems.trees[tree][entry], tree: tree, damage.bad)
    }

    /// Whether a selected directory may have more in it than is known.
    fileprivate func hasHurtDirectory(_ selection: PathSelection) -> Bool {
        selection.entries.contains { index in
            filesystems.trees[selection.tree][index].kind == .directory
                && row(tree: selection.tree, entry: index).state != .ok
        }
    }
}

extension FileRow {
    /// What a damaged file lacks.
    fileprivate var lossSentence: String {
        state == .unknown
            ? "\(path): not all of its places are known"
            : "\(path): \(Format.grouped(badBytes)) of \(Format.count(size, "byte")) are missing"
    }
}
