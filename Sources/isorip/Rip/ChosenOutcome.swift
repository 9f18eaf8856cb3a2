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
    /// Whether chosen directories, or those that an unmatched path leads through, may lack something.
    private let isPartlyUnknown: Bool

    private static let shown = 5

    /// Looks at the image as it is now; nil if no file was to be chosen, or the image cannot be read.
    init?(of choice: RescueChoice?, in paths: OutputPaths, _ map: SectorMap, sessions: [LBA]) {
        guard let choice, !choice.paths.isEmpty,
            let study = try? ImageStudy(paths, map: map, sessions: sessions)
        else { return nil }
        let selections = choice.paths.map { PathSelection($0, in: study.filesystems) }
        let found = selections.compactMap(\.self)
        let files = ChosenFiles(found, in: study.filesystems)
        fileCount = files.count
        completeCount = files.completeCount(in: study.map)
        unmatched = zip(choice.paths, selections).compactMap { $1 == nil ? $0 : nil }
        isOnly = choice.isOnly
        let rows = Self.hurtRows(found, study)
        damaged = rows.filter { $0.kind == "file" }.map(\.lossSentence)
        let knowsAllNames = study.survey.knowsAllNames
        directories =
            knowsAllNames
            ? []
            : study.survey.directories.map {
                HurtEntry($0, in: study).directorySentence(isSpared: false)
            }
        isPartlyUnknown =
            rows.contains { $0.kind == "directory" }
            || (!unmatched.isEmpty && study.survey.mayHideFiles(of: study.filesystems))
    }

    /// The chosen entries that are not ok, each once.
    private static func hurtRows(_ found: [PathSelection], _ study: ImageStudy) -> [FileRow] {
        let places = Set(found.flatMap { found in found.entries.map { [found.tree, $0] } })
        return places.sorted { $0.lexicographicallyPrecedes($1) }.map { place in
            let entry = study.filesystems.trees[place[0]][place[1]]
            return FileRow(entry, tree: place[0], study.survey.bad)
        }.filter { $0.state != .ok }
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

extension FileRow {
    /// What a damaged file lacks.
    fileprivate var lossSentence: String {
        state == .unknown
            ? "\(path): not all of its places are known"
            : "\(path): \(Format.grouped(badBytes)) of \(Format.count(size, "byte")) are missing"
    }
}
