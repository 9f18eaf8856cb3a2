/// Names are bytes: on Linux in any encoding, on a disc in whatever its author used. A `String`
/// holds UTF-8 only, so a byte that is no part of it becomes a private scalar, U+EF80 to U+EFFF.
/// Different bytes make different strings, and `losslessBytes` gives every one of them back.
extension String {
    /// Makes a text of bytes that may not be UTF-8.
    package init(lossless bytes: some Sequence<UInt8>) {
        var text = String.UnicodeScalarView()
        var decoder = Unicode.UTF8.ForwardParser()
        var input = bytes.makeIterator()
        // The parser does not say which bytes an error was about, so they are counted here.
        var recent: [UInt8] = []
        var recorder = AnyIterator { () -> UInt8? in
            let byte = input.next()
            if let byte { recent.append(byte) }
            return byte
        }
        while true {
            switch decoder.parseScalar(from: &recorder) {
            case .valid(let sequence):
                let scalar = Unicode.UTF8.decode(sequence)
                let isPrivate = LosslessByte(scalar) != nil
                if isPrivate {
                    sequence.forEach { text.append(LosslessByte($0).scalar) }
                } else {
                    text.append(scalar)
                }
                recent.removeFirst(sequence.count)
            case .error(let length):
                recent.prefix(length).forEach { text.append(LosslessByte($0).scalar) }
                recent.removeFirst(length)
            case .emptyInput:
                self.init(text)
                return
            }
        }
    }

    /// The bytes that the text was made of; of any other text its UTF-8.
    package var losslessBytes: [UInt8] {
        unicodeScalars.reduce(into: []) { bytes, scalar in
            if let byte = LosslessByte(scalar) {
                bytes.append(byte.value)
            } else {
                bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            }
        }
    }
}

/// A byte that is no part of UTF-8, and the private scalar that stands for it.
package struct LosslessByte: Hashable, Sendable {
    /// The byte, 80h to FFh.
    package let value: UInt8

    init(_ value: UInt8) {
        self.value = value
    }

    /// The byte that a scalar stands for; nil if it stands for itself.
    package init?(_ scalar: Unicode.Scalar) {
        guard (0xEF80...0xEFFF).contains(scalar.value) else { return nil }
        value = UInt8(truncatingIfNeeded: scalar.value)
    }

    /// The scalar that stands for the byte.
    var scalar: Unicode.Scalar { Unicode.Scalar(0xEF00 | UInt16(value)) ?? "\u{FFFD}" }
}
