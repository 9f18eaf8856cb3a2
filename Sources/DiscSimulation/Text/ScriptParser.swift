import RescueCore

/// Collects the lines of a fault script until they are a whole.
struct ScriptParser {
    /// More sectors than any optical disc has; the largest, BDXL with four layers, has 62 million.
    static let sectorLimit = 100_000_000
    /// No line of a script speaks of a longer time.
    static let secondLimit = 1e6

    private var settings: [String: ScriptLine] = [:]
    private var rules: [(rule: FaultRule, line: Int)] = []
    private var events: [FaultEvent] = []

    private static let settingNames = [
        "disc", "size", "seed", "label", "content", "sense-lba", "ecc", "drive", "decline",
    ]

    /// Takes a line.
    ///
    /// - Throws: What is wrong with it.
    mutating func take(_ line: ScriptLine) throws(ScriptFailure) {
        if Self.settingNames.contains(line.keyword) {
            if let earlier = settings[line.keyword] {
                throw line.failure(
                    "'\(line.keyword)' is given twice; line \(earlier.number) has it already")
            }
            settings[line.keyword] = line
        } else if line.keyword == "event" {
            events.append(try FaultEvent(line))
        } else if let rule = try FaultRule(line) {
            rules.append((rule, line.number))
        } else {
            let known = (Self.settingNames + FaultRule.keywords).joined(separator: ", ")
            throw line.failure("'\(line.keyword)' is unknown; a line begins with \(known) or event")
        }
    }

    /// Makes the script of all lines.
    ///
    /// - Throws: What is missing, or what does not fit together.
    func finish(lastLine: Int) throws(ScriptFailure) -> FaultScript {
        guard let disc = settings["disc"] else {
            throw ScriptFailure(
                line: max(1, lastLine),
                problem: "the script ends without 'disc', as in 'disc DVD-ROM'")
        }
        guard let profile = FaultScript.profile(named: disc.rest) else {
            throw disc.failure(
                "'\(disc.rest)' is no disc; write 'disc CD-ROM', 'disc DVD-ROM' or 'disc BD-ROM'")
        }
        var script = FaultScript(
            profile: profile, content: try content(disc), rules: rules.map(\.rule), events: events)
        try applySettings(to: &script)
        if let sectorCount = script.sectorCount,
            let outside = rules.first(where: { $0.rule.range.end > sectorCount })
        {
            throw ScriptFailure(
                line: outside.line,
                problem: "\(outside.rule.range) is not on the disc of \(sectorCount) sectors;"
                    + " correct it, or 'size'")
        }
        return script
    }

    private func content(_ disc: ScriptLine) throws(ScriptFailure) -> FaultScript.Content {
        let kind = settings["content"]
        if let kind, kind.words.first == "image" {
            let path = kind.rest.dropFirst("image".count).drop(while: \.isWhitespace)
            guard !path.isEmpty else {
                throw kind.failure("name the image, as in 'content image disc.iso'")
            }
            if let size = settings["size"] {
                throw size.failure("remove 'size': an image has its own")
            }
            return .image(path: String(path))
        }
        guard let size = settings["size"] else {
            throw disc.failure("the script has no 'size'; add one, as in 'size 153600'")
        }
        try size.expect(words: 1, as: "size 153600")
        let sectorCount = try size.integer(size.words[0], in: 1...Self.sectorLimit)
        guard let kind else { return .generated(sectorCount: sectorCount) }
        try kind.expect(words: 1, as: "content generated")
        return try kind.choice(
            kind.words[0],
            of: [
                "generated": .generated(sectorCount: sectorCount),
                "sparse": .sparse(sectorCount: sectorCount),
            ])
    }

    private func applySettings(to script: inout FaultScript) throws(ScriptFailure) {
        if let line = settings["seed"] {
            try line.expect(words: 1, as: "seed 42")
            script.seed = try line.seed(line.words[0])
        }
        if let line = settings["label"] {
            try line.expect(words: 1, as: "label SCRATCHED_DVD")
            script.label = try line.label(line.words[0])
        }
        if let line = settings["sense-lba"] {
            try line.expect(words: 1, as: "sense-lba yes")
            script.reportsLBA = try line.choice(line.words[0], of: ["yes": true, "no": false])
        }
        if let line = settings["ecc"] {
            try line.expect(words: 1, as: "ecc whole")
            script.losesWholeECCBlocks = try line.choice(
                line.words[0], of: ["whole": true, "partial": false])
        }
        if let line = settings["drive"] {
            try script.drive.apply(line)
        }
        if let line = settings["decline"] {
            script.drive.decline = try DriveModel.Decline(line)
        }
    }
}
