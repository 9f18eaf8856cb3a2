import RescueCore

extension FaultRule {
    /// The words that begin a rule in a script.
    static let keywords = [
        "dead", "flaky", "first", "slow", "wrong", "slow-only", "sense", "hang",
    ]

    /// Makes a rule of a line; nil if the line is about something else.
    ///
    /// - Throws: What is wrong with the line.
    init?(_ line: ScriptLine) throws(ScriptFailure) {
        guard let effect = try Effect(line) else { return nil }
        let start = try line.integer(line.words[0], in: 0...ScriptParser.sectorLimit)
        let count = try line.integer(line.words[1], in: 1...ScriptParser.sectorLimit)
        // checked: both are within the limit of the parser.
        self.init(SectorRange(start: start, count: count), effect)
        if let answer = line.option("lba") {
            reportsLBA = try line.choice(answer, of: ["yes": true, "no": false])
        }
    }

    /// The rule as a line of a script.
    var scriptLine: String {
        let sectors = "\(range.start) \(range.count)"
        let end = reportsLBA.map { $0 ? " lba=yes" : " lba=no" } ?? ""
        let line =
            switch effect {
            case .dead: "dead \(sectors)"
            case .flaky(let chance): "flaky \(sectors) p=\(chance)"
            case .failsFirst(let count): "first \(sectors) n=\(count)"
            case .slow(let seconds): "slow \(sectors) s=\(seconds)"
            case .wrong(let wrongness): "wrong \(sectors) \(wrongness.rawValue)"
            case .slowOnly(let multiple): "slow-only \(sectors) x=\(multiple)"
            case .sense(let sense): "sense \(sectors) \(sense.scriptText)"
            case .hang: "hang \(sectors)"
            }
        return line + end
    }
}

extension FaultRule.Effect {
    fileprivate init?(_ line: ScriptLine) throws(ScriptFailure) {
        switch line.keyword {
        case "dead":
            try line.expect(words: 2, options: ["lba"], as: "dead 5000 16")
            self = .dead
        case "flaky":
            let p = try Self.option("p", of: line, as: "flaky 9000 32 p=0.3")
            self = .flaky(chance: try line.number(p, in: 0...1))
        case "first":
            let n = try Self.option("n", of: line, as: "first 12000 1 n=3")
            self = .failsFirst(try line.integer(n, in: 0...1_000_000))
        case "slow":
            let s = try Self.option("s", of: line, as: "slow 20000 320 s=0.5")
            self = .slow(seconds: try line.number(s, in: 0...ScriptParser.secondLimit))
        case "slow-only":
            let x = try Self.option("x", of: line, as: "slow-only 20000 16 x=4")
            self = .slowOnly(multiple: try line.number(x, in: 0...1_000))
        case "wrong":
            try line.expect(words: 3, options: ["lba"], as: "wrong 30000 1 every-other")
            self = .wrong(
                try line.choice(
                    line.words[2],
                    of: ["always": .always, "every-other": .everyOther, "once": .once]))
        case "sense":
            try line.expect(words: 3, options: ["lba"], as: "sense 40000 1 03/02/00")
            self = .sense(try Sense(scriptText: line.words[2], in: line))
        case "hang":
            try line.expect(words: 2, options: ["lba"], as: "hang 41000 1")
            self = .hang
        default:
            return nil
        }
    }

    private static func option(
        _ name: String, of line: ScriptLine, as example: String
    ) throws(ScriptFailure) -> String {
        try line.expect(words: 2, options: [name, "lba"], as: example)
        return try line.required(name, as: example)
    }
}

extension Sense {
    fileprivate init(scriptText: String, in line: ScriptLine) throws(ScriptFailure) {
        let parts = scriptText.split(separator: "/", omittingEmptySubsequences: false)
        let codes = parts.compactMap { UInt8($0, radix: 16) }
        guard parts.count == 3, codes.count == 3, codes[0] < 16 else {
            throw line.failure(
                "'\(scriptText)' is no sense data; write hexadecimal KEY/ASC/ASCQ, as in 03/02/00"
            )
        }
        self.init(key: codes[0], asc: codes[1], ascq: codes[2])
    }

    fileprivate var scriptText: String {
        [key, asc, ascq].map { Hexadecimal.text(of: [$0], isUppercase: true) }
            .joined(separator: "/")
    }
}
