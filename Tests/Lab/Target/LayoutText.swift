package import RescueCore

/// The lines of a script that say how a disc is divided.
///
/// ```
/// track data 2000        a track of so many sectors, behind the one before; "rest": all that are left
/// track data 2002 tao    the same, written at once: its last 2 sectors cannot be read
/// track audio 3000
/// session                what follows belongs to a new session, 11400 sectors further on
/// form2 1000 50          50 Form 2 sectors from LBA 1000 on; the disc is an XA one
/// claims 2004            what READ CAPACITY says
/// layers 2
/// protected css
/// status appendable
/// ```
///
/// Without a track there is one data track; `status blank` has none.
package struct LayoutText {
    /// Why lines mean nothing.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The line, and what is wrong with it.
        package var description: String
    }

    /// The words that lines about the layout begin with; all others belong to the fault script.
    package static let keywords: Set<String> = [
        "track", "session", "form2", "claims", "layers", "protected", "status",
    ]

    /// The sectors of lead-out and lead-in between the first two sessions.
    ///
    /// Source: MMC-6 table 28: 6,750 and 4,500, and a pregap of 150.
    static let sessionGap = 11_400

    private var layout: DiscLayout
    private let sectorCount: Int
    private var session = 1

    /// Reads the layout of a disc of so many sectors.
    ///
    /// - Throws: The first line that cannot be understood.
    package static func layout(
        _ lines: [String], profile: DiscProfile, sectorCount: Int
    ) throws(Failure) -> DiscLayout {
        var text = LayoutText(profile: profile, sectorCount: sectorCount)
        for line in lines {
            let words = line.split(separator: " ").map { String($0) }
            guard text.take(words) else { throw Failure(description: "what is \"\(line)\"?") }
        }
        if text.layout.tracks.isEmpty, text.layout.status != .blank {
            _ = text.take(["track", "data", "rest"])
        }
        return text.layout
    }

    private init(profile: DiscProfile, sectorCount: Int) {
        layout = DiscLayout(profile: profile, tracks: [])
        self.sectorCount = sectorCount
    }

    private mutating func take(_ words: [String]) -> Bool {
        switch (words[0], words.count) {
        case ("track", 3...4): return takeTrack(Array(words[1...]))
        case ("session", 1): session += 1
        case ("form2", 3): return takeForm2(words)
        case ("claims", 2): return take(Self.number(words[1])) { $0.claimedSectorCount = $1 }
        case ("layers", 2): return take(Int(checking: words[1], in: 1...2)) { $0.layers = $1 }
        case ("protected", 2):
            let kind = DiscDescription.Protection(rawValue: words[1].uppercased())
            return take(kind) { $0.protection = $1 }
        case ("status", 2):
            return take(DiscDescription.Status(rawValue: words[1])) { $0.status = $1 }
        default: return false
        }
        return true
    }

    private mutating func take<Value>(
        _ value: Value?, by put: (inout DiscLayout, Value) -> Void
    ) -> Bool {
        guard let value else { return false }
        put(&layout, value)
        return true
    }

    private mutating func takeTrack(_ words: [String]) -> Bool {
        guard let content = Track.Content(rawValue: words[0]) else { return false }
        let isNewSession = layout.tracks.last.map { $0.session != session } ?? false
        let start = layout.sectorCount + (isNewSession ? Self.sessionGap : 0)
        let count = words[1] == "rest" ? sectorCount - start : Self.number(words[1])
        guard let count, count > 0, let range = SectorRange(checking: start, count: count),
            range.end <= sectorCount
        else { return false }
        layout.tracks.append(
            Track(
                number: layout.tracks.count + 1, session: session, content: content, range: range))
        guard words.count > 2 else { return true }
        guard words[2] == "tao" else { return false }
        layout.runOuts.append(range.suffix(2))
        return true
    }

    private static func number(_ word: String) -> Int? {
        Int(checking: word, in: 0...SectorRange.mostSectors)
    }

    private mutating func takeForm2(_ words: [String]) -> Bool {
        guard let start = Self.number(words[1]), let count = Self.number(words[2]), count > 0,
            let range = SectorRange(checking: start, count: count)
        else { return false }
        layout.isXA = true
        layout.formTwo.append(range)
        return true
    }
}
