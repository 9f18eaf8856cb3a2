import RescueCore

/// Numbers as people read them.
enum Format {
    /// A size in decimal units with three digits: `4.70 GB`, `612 MB`.
    static func bytes(_ count: Int) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB"]
        var value = Double(count)
        var unit = 0
        // 999.5 would be rounded to a fourth digit.
        while value >= 999.5, unit + 1 < units.count {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(count) \(units[0])" : "\(threeDigits(value)) \(units[unit])"
    }

    /// A data rate: `11.2 MB/s`.
    static func rate(_ bytesPerSecond: Double) -> String {
        bytes(Int(min(max(0, bytesPerSecond), 1e18))) + "/s"
    }

    /// A duration: `0:07`, `12:30`, `3:05:59`.
    static func duration(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        return hours > 0
            ? "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" : "\(minutes):\(twoDigits(rest))"
    }

    /// A share in percent with one decimal, never rounded up to 100.0 or down to 0.0.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0, part < whole else { return "100.0 %" }
        let tenths = part * 1000 / whole
        let shown = part > 0 ? max(1, tenths) : 0
        return "\(shown / 10).\(shown % 10) %"
    }

    /// A number with a noun in the right form: `1 sector`, `16 sectors`, `1,234 sectors`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// A number with its thousands marked: `2,295,104`.
    static func grouped(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        for place in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert(",", at: place)
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// A multiple of the medium's single speed: `8.1x`.
    static func speed(_ multiple: Double) -> String {
        threeDigits(multiple) + "x"
    }

    private static func threeDigits(_ value: Double) -> String {
        let decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
        let scale = [1, 10, 100][decimals]
        let scaled = Int((value * Double(scale)).rounded())
        guard decimals > 0 else { return String(scaled) }
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(scaled / scale).\(zeros)\(fraction)"
    }

    private static func twoDigits(_ value: Int64) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}

extension String {
    /// The text with control characters shown as `?`: what a disc or a file says never steers a terminal.
    ///
    /// That goes for characters that turn the direction of text, too; not for the joiners that some
    /// scripts and emoji are written with. A byte that is no part of UTF-8 is shown by its number, such
    /// as `\xE9`.
    var printable: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if let byte = LosslessByte(scalar) {
                text += "\\x\(String(byte.value, radix: 16, uppercase: true))".unicodeScalars
            } else {
                text.append(scalar.steers ? "?" : scalar)
            }
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    /// Whether a terminal, or who reads the text in it, is led astray by the character.
    var steers: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: !(0x200C...0x200D).contains(value)
        default: false
        }
    }
}
