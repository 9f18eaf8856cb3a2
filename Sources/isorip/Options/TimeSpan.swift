import ArgumentParser

/// A time as people type it: `90`, `90s`, `30m`, `2h`, `1h30m`.
struct TimeSpan: Hashable, ExpressibleByArgument, CustomStringConvertible {
    var duration: Duration

    init(duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        let units: [Character: Int] = ["h": 3600, "m": 60, "s": 1]
        var total = 0
        var digits = ""
        for character in argument + (argument.last?.isNumber == true ? "s" : "") {
            if character.isASCII, character.isNumber, digits.count < 9 {
                digits.append(character)
            } else if let unit = units[character], let number = Int(digits) {
                total += number * unit
                digits = ""
            } else {
                return nil
            }
        }
        guard digits.isEmpty, total > 0 else { return nil }
        duration = .seconds(total)
    }

    var description: String { "\(duration.components.seconds)s" }
}
