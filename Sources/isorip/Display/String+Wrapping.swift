extension String {
    /// How many columns of a terminal the text takes.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The text in lines of at most so many columns: between words, within one only if it is longer
    /// than a line.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        /// Where the last word of the line begins.
        var word = line.startIndex
        for character in self {
            if used + character.columns > width {
                let rest = word > line.startIndex ? String(line[word...]) : ""
                let end = word > line.startIndex ? word : line.endIndex
                lines.append(String(line[..<end]).trimmingLastBlank)
                line = rest
                used = rest.columns
                word = line.startIndex
            }
            if line.isEmpty, character == " ", !lines.isEmpty { continue }
            line.append(character)
            used += character.columns
            if character == " " { word = line.endIndex }
        }
        return lines + [line]
    }

    private var trimmingLastBlank: String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension Character {
    /// Characters that are two columns wide (Unicode UAX #11, wide and fullwidth, in outline).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
        0x1F900...0x1FAFF, 0x20000...0x3FFFD,
    ]

    /// How many columns of a terminal it takes; what is combined with it takes none.
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        return first.value >= 0x1100 && Self.wide.contains { $0.contains(first.value) } ? 2 : 1
    }
}
