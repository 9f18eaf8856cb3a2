/// What a GNU ddrescue mapfile says: how far a rescue has come, sector by sector.
///
/// ddrescue counts in bytes, a `SectorMap` in sectors: a sector of which a mapfile says several
/// things gets the least processed of them, so that nothing counts as rescued that is not.
/// Source: GNU ddrescue manual, "Mapfile structure".
package struct Mapfile: Equatable, Sendable {
    /// What the rescue was about when the map was written: `current_status`.
    ///
    /// The raw value is the letter's ASCII code.
    package enum Activity: UInt8, CaseIterable, Hashable, Sendable {
        /// `?`: copying non-tried blocks.
        case copying = 0x3F
        /// `*`: trimming non-trimmed blocks.
        case trimming = 0x2A
        /// `/`: scraping non-scraped blocks.
        case scraping = 0x2F
        /// `-`: retrying bad sectors.
        case retrying = 0x2D
        /// `F`: filling specified blocks; only ddrescue does it.
        case filling = 0x46
        /// `G`: generating approximate mapfile; only ddrescue does it.
        case generating = 0x47
        /// `+`: finished.
        case finished = 0x2B
    }

    /// The comment lines above the status line, without their `# `; each is a `harmlessComment`.
    package private(set) var comments: [String]

    /// Where the rescue stood, in bytes: `current_pos`.
    package var position: Int

    /// What it did there.
    package var activity: Activity

    /// Which time it did so, from 1: `current_pass`.
    package var pass: Int

    /// What is known of every sector.
    package var map: SectorMap

    /// Makes a mapfile; the comments are made harmless, and only the first 32 are kept.
    package init(
        map: SectorMap, activity: Activity = .copying, position: Int = 0, pass: Int = 1,
        comments: [String] = []
    ) {
        precondition(position >= 0 && pass >= 1, "a position is not negative, a pass at least 1")
        self.comments = comments.prefix(Self.commentLimit).map(Self.harmlessComment)
        self.position = position
        self.activity = activity
        self.pass = pass
        self.map = map
    }

    /// The most comment lines that are kept.
    static let commentLimit = 32

    /// A line longer than this, in bytes, is none that a mapfile's readers expect.
    ///
    /// ddrescue itself reads lines into a buffer of 127.
    static let lineLimit = 120
}

extension Mapfile.Activity {
    /// What a phase of our rescue is in ddrescue's words.
    package init(_ phase: RescuePhase) {
        self =
            switch phase {
            case .copying, .sweeping: .copying
            case .trimming: .trimming
            case .scraping: .scraping
            case .retrying: .retrying
            case .finished: .finished
            }
    }

    /// The phase to go on with; filling and generating have none of their own.
    package var phase: RescuePhase {
        switch self {
        case .copying, .filling, .generating: .copying
        case .trimming: .trimming
        case .scraping: .scraping
        case .retrying: .retrying
        case .finished: .finished
        }
    }
}

extension Mapfile {
    /// The comment lines that ddrescue too writes at the top, in its order and its words.
    ///
    /// - Parameters:
    ///   - version: The version of the program that writes the map.
    ///   - commandLine: How it was called.
    ///   - startTime: When this run began, as the caller prints times.
    ///   - currentTime: When the map is written.
    /// - Returns: Comments for `init(map:activity:position:pass:comments:)`.
    package static func header(
        version: String, commandLine: String, startTime: String, currentTime: String
    ) -> [String] {
        [
            "Mapfile. Created by isorip \(version)",
            "Command line: \(commandLine)",
            "Start time:   \(startTime)",
            "Current time: \(currentTime)",
        ]
    }

    /// A text as it can stand in a comment line: one line of at most 118 bytes, and nothing in it
    /// that would change a terminal.
    package static func harmlessComment(_ text: String) -> String {
        var harmless = String.UnicodeScalarView()
        var room = lineLimit - 2
        for scalar in text.unicodeScalars {
            let kept = isControl(scalar) ? "?" : scalar
            room -= UTF8.width(kept)
            guard room >= 0 else { break }
            harmless.append(kept)
        }
        return String(harmless)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

// MARK: - Its text

extension Mapfile {
    static let columnHeading = "current_pos  current_status  current_pass"

    /// The mapfile's text, exactly as ddrescue lays it out.
    ///
    /// - Returns: ASCII, but for what the comments hold (UTF-8); every line ends with a newline.
    package func text() -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(1024 + 32 * map.runCount)
        for comment in comments {
            text.append(contentsOf: "# \(comment)\n".utf8)
        }
        text.append(contentsOf: "# \(Self.columnHeading)\n".utf8)
        Self.append(position, to: &text)
        text.append(contentsOf: "     ".utf8)
        text.append(activity.rawValue)
        text.append(contentsOf: "               \(pass)\n".utf8)
        text.append(contentsOf: "#      pos        size  status\n".utf8)
        var runs = map.runs.makeIterator()
        guard var block = runs.next() else { return text }
        while let run = runs.next() {
            if run.status.letterCode == block.status.letterCode {
                block.range = SectorRange(block.range.start, run.range.end)
            } else {
                Self.append(block, to: &text)
                block = run
            }
        }
        Self.append(block, to: &text)
        return text
    }

    private static func append(_ block: SectorMap.Run, to text: inout [UInt8]) {
        append(block.range.byteOffset, to: &text)
        text.append(space)
        text.append(space)
        append(block.range.byteCount, to: &text)
        text.append(space)
        text.append(space)
        text.append(block.status.letterCode)
        text.append(newline)
    }

    private static let space: UInt8 = 0x20
    private static let newline: UInt8 = 0x0A

    /// Appends `0x%08llX`.
    private static func append(_ number: Int, to text: inout [UInt8]) {
        let bits = UInt64(number)
        let digits = max(8, (67 - bits.leadingZeroBitCount) / 4)
        text.append(0x30)
        text.append(0x78)
        for place in stride(from: (digits - 1) * 4, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: bits >> UInt64(place)) & 15
            text.append(Hexadecimal.digit(digit, isUppercase: true))
        }
    }
}

extension SectorStatus {
    /// The ASCII code of the letter in a mapfile.
    var letterCode: UInt8 {
        switch self {
        case .untried, .excluded: 0x3F
        case .untrimmed: 0x2A
        case .unscraped: 0x2F
        case .unreadable: 0x2D
        case .rescued: 0x2B
        }
    }

    /// The status whose letter has an ASCII code, if there is one.
    init?(letterCode: UInt8) {
        switch letterCode {
        case 0x3F: self = .untried
        case 0x2A: self = .untrimmed
        case 0x2F: self = .unscraped
        case 0x2D: self = .unreadable
        case 0x2B: self = .rescued
        default: return nil
        }
    }
}
