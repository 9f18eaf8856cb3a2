import RescueCore

extension DriveModel {
    /// A number of the model that a script can set.
    private struct Setting {
        var name: String
        var path: WritableKeyPath<DriveModel, Double>
        var range: ClosedRange<Double>
    }

    private static var settings: [Setting] {
        let seconds = 0...ScriptParser.secondLimit
        return [
            Setting(name: "speed", path: \.speed, range: 0.01...1_000),
            Setting(name: "shortest-seek", path: \.shortestSeek, range: seconds),
            Setting(name: "longest-seek", path: \.longestSeek, range: seconds),
            Setting(name: "overhead", path: \.commandOverhead, range: seconds),
            Setting(name: "failing-read", path: \.failingRead, range: seconds),
            Setting(name: "from-medium", path: \.fromMediumDelay, range: seconds),
            Setting(name: "interface", path: \.interfaceRate, range: 1_000...1e12),
            Setting(name: "timeout", path: \.timeout, range: seconds),
        ]
    }

    private static let example = "drive speed=8 failing-read=6 cache=512"

    /// Sets what a line that begins with `drive` says.
    ///
    /// - Throws: What is wrong with the line.
    mutating func apply(_ line: ScriptLine) throws(ScriptFailure) {
        let names = Self.settings.map(\.name) + ["rotation", "cache"]
        try line.expect(words: 0, options: names, as: Self.example)
        for setting in Self.settings {
            guard let text = line.option(setting.name) else { continue }
            self[keyPath: setting.path] = try line.number(text, in: setting.range)
        }
        if let text = line.option("rotation") {
            hasConstantAngularVelocity = try line.choice(text, of: ["cav": true, "clv": false])
        }
        if let text = line.option("cache") {
            cachedSectors = try line.integer(text, in: 0...ScriptParser.sectorLimit)
        }
    }

    /// The lines that make the common drive of a family this one.
    func scriptLines(for family: DiscProfile.Family) -> [String] {
        let common = DriveModel(family)
        var words = Self.settings.filter { self[keyPath: $0.path] != common[keyPath: $0.path] }
            .map { "\($0.name)=\(self[keyPath: $0.path])" }
        if hasConstantAngularVelocity != common.hasConstantAngularVelocity {
            words.append("rotation=\(hasConstantAngularVelocity ? "cav" : "clv")")
        }
        if cachedSectors != common.cachedSectors {
            words.append("cache=\(cachedSectors)")
        }
        let line = words.isEmpty ? [] : ["drive " + words.joined(separator: " ")]
        guard let decline else { return line }
        return line + ["decline commands=\(decline.commands) errors=\(decline.errorChance)"]
    }
}

extension DriveModel.Decline {
    /// Makes a decline of a line.
    ///
    /// - Throws: What is wrong with the line.
    init(_ line: ScriptLine) throws(ScriptFailure) {
        let example = "decline commands=800 errors=0.02"
        try line.expect(words: 0, options: ["commands", "errors"], as: example)
        let commands = try line.number(
            try line.required("commands", as: example), in: 1...1e9)
        let chance = try line.number(try line.required("errors", as: example), in: 0...1)
        self.init(commands: commands, errorChance: chance)
    }
}
