import FoundationEssentials
import RescueCore

/// Values as one line of JSON, their keys in alphabetical order.
///
/// What could steer a terminal is written by its number, and so is a byte that is no part of UTF-8:
/// as `\uEFE9`, where the last two digits are the byte.
enum JSONText {
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("what is printed as JSON has nothing in it that JSON lacks")
        }
        return String(decoding: data, as: UTF8.self).unicodeScalars.reduce(into: "") {
            text, scalar in
            if scalar.steers || LosslessByte(scalar) != nil {
                // It stands in a string, where it can be written by its number.
                text += Character(scalar).utf16.map(escape).joined()
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func escape(_ unit: UInt16) -> String {
        "\\u" + Hexadecimal.text(of: unit.bigEndianBytes, isUppercase: true)
    }
}
