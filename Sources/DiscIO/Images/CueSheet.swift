import RescueCore

/// A cue sheet, as far as it decides whether libcdio would read its data file rightly.
///
/// libcdio 2.1.0 takes every sheet for one file of 2352-byte sectors. So whatever else a sheet may
/// say is refused here, before wrong bytes are read as right ones.
struct CueSheet: Hashable, Sendable {
    /// The data file's name, as the sheet has it.
    let fileName: String

    /// Its tracks.
    let tracks: [SheetTrack]

    /// Reads a cue sheet.
    ///
    /// - Parameters:
    ///   - text: The sheet.
    ///   - path: Its name, for messages.
    /// - Throws: `malformedSheet` or `unsupportedSheet`.
    init(_ text: String, path: String) throws(ImageError) {
        var fileName: String?
        var tracks: [SheetTrack] = []
        var hasStart = true
        for line in SheetLine.lines(of: text) {
            func malformed(_ reason: String) -> ImageError {
                .malformedSheet(path, line: line.number, reason: reason)
            }
            let words = line.words
            switch words[0].uppercased() {
            case "FILE":
                guard words.count >= 2 else { throw malformed("FILE without a name") }
                guard fileName == nil else { throw Self.severalFiles(path) }
                fileName = words[1]
            case "TRACK":
                guard words.count >= 3, let number = Int(checking: words[1], in: 1...99),
                    hasStart, number > tracks.last?.number ?? 0, fileName != nil
                else { throw malformed("a track is out of order") }
                let layout = try Self.layout(words[2], path)
                tracks.append(SheetTrack(number: number, layout: layout, start: 0))
                hasStart = false
            case "INDEX":
                guard words.count >= 3, let index = Int(checking: words[1], in: 0...99),
                    !tracks.isEmpty,
                    let place = SheetLine.sectors(words[2])
                else { throw malformed("an index is out of order") }
                guard place >= tracks.dropLast().last?.start ?? 0 else {
                    throw malformed("a track begins before the one ahead of it")
                }
                if index == 0 { tracks[tracks.count - 1].pregapStart = place }
                if index == 1 {
                    tracks[tracks.count - 1].start = place
                    hasStart = true
                }
            case "PREGAP" where tracks.count > 1, "POSTGAP":
                throw .unsupportedSheet(
                    path,
                    reason: "libcdio does not follow gaps that are not in the data file; "
                        + "write them into the file")
            default:
                continue
            }
        }
        guard let fileName, !tracks.isEmpty, hasStart else {
            throw .malformedSheet(path, line: 1, reason: "the sheet has no file with a whole track")
        }
        self.fileName = fileName
        self.tracks = tracks
    }

    private static func severalFiles(_ path: String) -> ImageError {
        .unsupportedSheet(
            path, reason: "libcdio reads one data file only; join the files into one")
    }

    private static func layout(
        _ mode: String, _ path: String
    ) throws(ImageError) -> SheetTrack.Layout {
        switch mode.uppercased() {
        case "AUDIO": return .audio
        case "MODE1/2352": return .mode1
        case "MODE2/2352": return .mode2
        case "MODE1/2048":
            throw .unsupportedSheet(
                path,
                reason: "libcdio reads MODE1/2048 wrongly; its data file is a plain image, "
                    + "so give that instead of the sheet")
        default:
            throw .unsupportedSheet(
                path, reason: "libcdio does not read \(mode) rightly; convert it to MODE1/2352")
        }
    }
}
