/// Hexadecimal digits of bytes, and back.
package enum Hexadecimal {
    /// Bytes as digits, two for each.
    package static func text(
        of bytes: some Sequence<UInt8>, isUppercase: Bool = false
    ) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            digits.append(digit(byte >> 4, isUppercase: isUppercase))
            digits.append(digit(byte & 15, isUppercase: isUppercase))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The digit of a number from 0 to 15, in ASCII.
    package static func digit(_ value: UInt8, isUppercase: Bool = false) -> UInt8 {
        value < 10 ? 0x30 + value : (isUppercase ? 0x41 : 0x61) - 10 + value
    }

    /// The number that an ASCII digit of either case stands for; nil if it is none.
    package static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
