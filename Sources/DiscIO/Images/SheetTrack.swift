import RescueCore

/// A track as a cue sheet or a cdrdao TOC file describes it.
struct SheetTrack: Hashable, Sendable {
    /// How its sectors lie in the data file, as far as libcdio reads them rightly.
    enum Layout: Hashable, Sendable {
        /// 2352 bytes of sound.
        case audio
        /// 2352 bytes: sync, header, 2048 bytes of user data, EDC and ECC.
        case mode1
        /// 2352 bytes: sync, header, subheader, and 2048 bytes of user data if it is Form 1.
        case mode2
    }

    /// Its number.
    var number: Int
    /// Its layout.
    var layout: Layout
    /// Where it begins in the data file, in sectors (INDEX 01).
    var start: LBA
    /// Where its pregap begins in the data file, if it has one there (INDEX 00).
    var pregapStart: LBA?
}

extension SheetTrack {
    /// The tracks with their sectors, in a data file of `sectorCount` sectors.
    ///
    /// A track ends where the next one's pregap begins: those sectors are of the next one's kind.
    static func tracks(_ sheet: [SheetTrack], sectorCount: Int) -> [Track] {
        sheet.indices.map { index in
            let track = sheet[index]
            let next = index + 1 < sheet.count ? sheet[index + 1] : nil
            let end = next.map { $0.pregapStart ?? $0.start } ?? sectorCount
            return Track(
                number: track.number, session: 1,
                content: track.layout == .audio ? .audio : .data,
                // checked: three numbers of three digits, and the size of a file.
                range: SectorRange(track.start, max(track.start, end)))
        }
    }
}

/// The words of a sheet's line; a quoted part is one word.
struct SheetLine {
    let number: Int
    let words: [String]

    /// The lines of a text that say something.
    static func lines(of text: String) -> [SheetLine] {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated()
            .compactMap { index, line in
                let words = split(line)
                return words.isEmpty ? nil : SheetLine(number: index + 1, words: words)
            }
    }

    private static func split(_ line: Substring) -> [String] {
        var words: [String] = []
        var rest = line.drop { $0.isWhitespace }
        while let first = rest.first {
            if first == "\"" {
                let word = rest.dropFirst().prefix { $0 != "\"" }
                words.append(String(word))
                rest = rest.dropFirst(word.count + 2)
            } else {
                let word = rest.prefix { !$0.isWhitespace }
                words.append(String(word))
                rest = rest.dropFirst(word.count)
            }
            rest = rest.drop { $0.isWhitespace }
        }
        return words
    }

    /// Minutes, seconds and frames ("mm:ss:ff") as a number of sectors; nil if they are none.
    static func sectors(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int(checking: $0, in: 0...999) }
        guard parts.count == 3, numbers.count == 3, numbers[1] < 60, numbers[2] < 75 else {
            return nil
        }
        return (numbers[0] * 60 + numbers[1]) * 75 + numbers[2]
    }
}
