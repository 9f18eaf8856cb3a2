import RescueCore

/// A cdrdao TOC file, as far as libcdio would read its data file rightly: one raw data track.
///
/// libcdio 2.1.0 reads from the first track's data file, at its start, whatever the other tracks
/// and offsets are, and always sectors of 2352 bytes.
struct TOCFile: Hashable, Sendable {
    /// The data file's name, as the file has it.
    let fileName: String

    /// Its one track.
    let track: SheetTrack

    /// Reads a TOC file.
    ///
    /// - Parameters:
    ///   - text: The file.
    ///   - path: Its name, for messages.
    /// - Throws: `malformedSheet` or `unsupportedSheet`.
    init(_ text: String, path: String) throws(ImageError) {
        var fileName: String?
        var layout: SheetTrack.Layout?
        for line in SheetLine.lines(of: text) {
            let words = Array(line.words.prefix { !$0.hasPrefix("//") })
            switch words.first {
            case "TRACK":
                guard layout == nil else { throw Self.unsupported(path, "several tracks") }
                layout = try Self.layout(words.dropFirst().first, path, line.number)
            case "FILE", "AUDIOFILE", "DATAFILE":
                guard layout != nil, fileName == nil, words.count >= 2 else {
                    throw Self.unsupported(path, "several data files")
                }
                // A start, and for DATAFILE even a length, is taken for something else.
                let isAtStart = words.count < 3 || SheetLine.sectors(words[2]) == 0
                guard words[0] == "DATAFILE" ? words.count == 2 : isAtStart else {
                    throw Self.unsupported(path, "a data file with a start or a length")
                }
                fileName = words[1]
            case "START", "PREGAP", "SILENCE", "ZERO", "FIFO":
                throw Self.unsupported(path, words[0])
            default:
                continue
            }
        }
        guard let fileName, let layout else {
            throw .malformedSheet(path, line: 1, reason: "the file has no track with a data file")
        }
        self.fileName = fileName
        track = SheetTrack(number: 1, layout: layout, start: 0)
    }

    private static func unsupported(_ path: String, _ what: String) -> ImageError {
        .unsupportedSheet(
            path,
            reason: "libcdio does not read a TOC file with \(what) rightly; "
                + "convert the image to a plain .iso")
    }

    private static func layout(
        _ mode: String?, _ path: String, _ line: Int
    ) throws(ImageError) -> SheetTrack.Layout {
        switch mode {
        case "AUDIO": return .audio
        case "MODE1_RAW": return .mode1
        case "MODE2_RAW": return .mode2
        case nil: throw .malformedSheet(path, line: line, reason: "TRACK without a mode")
        case let mode?: throw unsupported(path, mode)
        }
    }
}
