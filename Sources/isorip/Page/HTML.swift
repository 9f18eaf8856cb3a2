import RescueCore

/// A piece of a page: what is written in a literal is markup, what is interpolated is escaped.
///
/// So no name of a disc ever becomes markup. Only a piece of HTML goes in as it is.
struct HTML: ExpressibleByStringInterpolation, Sendable {
    private(set) var text: String

    init(stringLiteral value: String) {
        text = value
    }

    init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    static let empty: HTML = ""

    /// The pieces one behind the other, each on a line of its own.
    static func joining(_ pieces: [HTML]) -> HTML { "\(pieces)" }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        mutating func appendLiteral(_ markup: String) { text += markup }

        mutating func appendInterpolation(_ words: String) {
            text += words.withVisibleBytes.printable.escaped
        }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

        mutating func appendInterpolation(_ pieces: [HTML]) {
            text += pieces.map(\.text).joined(separator: "\n")
        }

        /// A number with so many decimals.
        mutating func appendInterpolation(_ number: Double, decimals: Int) {
            text += number.text(decimals: decimals)
        }

        /// A style sheet or a script of the page's own, which must not hold the end of its element.
        mutating func appendInterpolation(verbatim code: String) { text += code }
    }
}

extension String {
    /// The text with bytes that are no UTF-8 shown by their numbers: `⟨E9⟩`.
    ///
    /// No font has their scalars, and in a browser they would all look alike.
    var withVisibleBytes: String {
        guard unicodeScalars.contains(where: { LosslessByte($0) != nil }) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if let byte = LosslessByte(scalar) {
                text += "⟨\(String(byte.value, radix: 16, uppercase: true))⟩"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// The text with everything replaced that means something in text or in an attribute.
    fileprivate var escaped: String {
        var result = ""
        result.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Double {
    /// The number with so many decimals, without those at the end that are zero.
    func text(decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((self * Double(scale)).rounded())
        let (whole, fraction) = abs(scaled).quotientAndRemainder(dividingBy: scale)
        let sign = scaled < 0 ? "-" : ""
        guard fraction > 0 else { return "\(sign)\(whole)" }
        let digits = String(fraction)
        let zeros = String(repeating: "0", count: decimals - digits.count)
        let kept = (zeros + digits).reversed().drop { $0 == "0" }.reversed()
        return "\(sign)\(whole).\(String(kept))"
    }
}
