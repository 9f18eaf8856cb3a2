import RescueCore

extension FaultEvent {
    /// Makes an event of a line that begins with `event`.
    ///
    /// - Throws: What is wrong with the line.
    init(_ line: ScriptLine) throws(ScriptFailure) {
        guard line.words.count >= 3 else {
            throw line.failure("write 'event' as in 'event remove at-command 500'")
        }
        let action = try Action(line)
        switch line.words[1] {
        case "at-command":
            self.init(action, at: .command(try line.integer(line.words[2], in: 1...0x7FFF_FFFF)))
        case "at-second":
            let second = try line.number(line.words[2], in: 0...ScriptParser.secondLimit)
            self.init(action, at: .second(second))
        default:
            throw line.failure("'\(line.words[1])' is not one of 'at-command', 'at-second'")
        }
    }

    /// The event as a line of a script.
    var scriptLine: String {
        let when =
            switch moment {
            case .command(let number): "at-command \(number)"
            case .second(let second): "at-second \(second)"
            }
        switch action {
        case .change(let other): return "event change \(when)" + other.scriptText
        case .remove: return "event remove \(when)"
        case .gone: return "event gone \(when)"
        case .back: return "event back \(when)"
        case .notReady(let seconds): return "event not-ready \(when) s=\(seconds)"
        case .reset: return "event reset \(when)"
        case .short: return "event short \(when)"
        case .hang: return "event hang \(when)"
        }
    }
}

extension FaultEvent.Action {
    fileprivate init(_ line: ScriptLine) throws(ScriptFailure) {
        let simple: KeyValuePairs<String, Self?> = [
            "change": nil, "remove": .remove, "gone": .gone, "back": .back, "not-ready": nil,
            "reset": .reset, "short": .short, "hang": .hang,
        ]
        if let action = try line.choice(line.words[0], of: simple) {
            try line.expect(words: 3, as: "event \(line.words[0]) at-command 500")
            self = action
        } else if line.words[0] == "change" {
            self = .change(try FaultEvent.OtherDisc(line))
        } else {
            let example = "event not-ready at-command 500 s=5"
            try line.expect(words: 3, options: ["s"], as: example)
            let seconds = try line.required("s", as: example)
            self = .notReady(seconds: try line.number(seconds, in: 0...ScriptParser.secondLimit))
        }
    }
}

extension FaultEvent.OtherDisc {
    fileprivate init(_ line: ScriptLine) throws(ScriptFailure) {
        let isSilent = line.words.count == 4 && line.words[3] == "silent"
        try line.expect(
            words: isSilent ? 4 : 3, options: ["seed", "label", "size"],
            as: "event change at-command 500 seed=7 label=OTHER silent")
        self.init(seed: 2, label: "OTHER", isSilent: isSilent)
        if let text = line.option("seed") {
            seed = try line.seed(text)
        }
        if let text = line.option("label") {
            label = try line.label(text)
        }
        if let text = line.option("size") {
            sectorCount = try line.integer(text, in: 1...ScriptParser.sectorLimit)
        }
    }

    fileprivate var scriptText: String {
        let size = sectorCount.map { " size=\($0)" } ?? ""
        return " seed=\(seed) label=\(label)" + size + (isSilent ? " silent" : "")
    }
}
