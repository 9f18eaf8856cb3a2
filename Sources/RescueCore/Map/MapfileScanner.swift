/// Reads the fields of one line the way C's `sscanf` does, which is how ddrescue reads them.
struct MapfileScanner {
    private let line: [UInt8]
    private var index = 0

    init(_ line: [UInt8]) {
        self.line = line
    }

    /// `%lli`: decimal, octal with a leading 0, hexadecimal with a leading 0x.
    ///
    /// - Returns: The number, kept inside of 64 bits as `strtoll` keeps it; nil if there is none.
    mutating func integer() -> Int? {
        skipSpace()
        let isNegative = sign()
        guard peek() == 0x30 else { return number(radix: 10, isNegative) }
        index += 1
        guard let next = peek(), next | 0x20 == 0x78 else {
            return number(radix: 8, isNegative, hasDigit: true)
        }
        index += 1
        // The C library of Linux takes a lone 0x for 0.
        return number(radix: 16, isNegative, hasDigit: true)
    }

    /// `%d`.
    mutating func decimal() -> Int? {
        skipSpace()
        // checked: kept inside of 32 bits, as C keeps it.
        return number(radix: 10, sign()).map { Int(Int32(truncatingIfNeeded: $0)) }
    }

    /// `%c` behind white space.
    mutating func letter() -> UInt8? {
        skipSpace()
        guard let byte = peek() else { return nil }
        index += 1
        return byte
    }

    private mutating func number(radix: Int, _ isNegative: Bool, hasDigit: Bool = false) -> Int? {
        var value = 0
        var hasDigit = hasDigit
        while let digit = peek().flatMap(Self.digit), digit < radix {
            // Digits are gathered below 0, where there is room for one number more.
            let (product, isOver) = value.multipliedReportingOverflow(by: radix)
            let (next, isUnder) = product.subtractingReportingOverflow(digit)
            value = isOver || isUnder ? .min : next
            hasDigit = true
            index += 1
        }
        guard hasDigit else { return nil }
        return isNegative ? value : (value == .min ? .max : -value)
    }

    private mutating func sign() -> Bool {
        guard let byte = peek(), byte == 0x2B || byte == 0x2D else { return false }
        index += 1
        return byte == 0x2D
    }

    private mutating func skipSpace() {
        while let byte = peek(), MapfileLines.isSpace(byte) { index += 1 }
    }

    /// The next byte; a string of C ends at a 0.
    private func peek() -> UInt8? {
        guard index < line.count, line[index] != 0 else { return nil }
        return line[index]
    }

    private static func digit(_ byte: UInt8) -> Int? {
        let code = Int(byte)  // checked: a byte.
        return switch code {
        case 0x30...0x39: code - 0x30
        case 0x41...0x46: code - 0x41 + 10
        case 0x61...0x66: code - 0x61 + 10
        default: nil
        }
    }
}
