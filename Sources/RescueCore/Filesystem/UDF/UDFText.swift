/// Text and times as UDF writes them.
enum UDFText {
    /// Compressed Unicode (UDF 2.60, 2.1.1): a byte that tells the width, then characters.
    static func text(_ bytes: UntrustedBytes) -> [UInt8] {
        switch bytes[0] {
        case 8, 254:
            let units = bytes.part(1).array.map(UInt16.init)
            return Array(String(decoding: units, as: UTF16.self).utf8)
        case 16, 255:
            return UCS2.text(bytes.part(1))
        default:
            return []
        }
    }

    /// A field of fixed width, whose last byte tells how many are used (2.1.3).
    static func field(_ bytes: UntrustedBytes) -> String {
        let used = min(Int(bytes[bytes.count - 1]), bytes.count - 1)
        return String(lossless: text(bytes.part(0, used)))
    }

    /// A time stamp (ECMA-167 1/7.3), in seconds since 1970 UTC.
    static func seconds(_ bytes: UntrustedBytes) -> Int? {
        let kind = bytes.little16(at: 0)
        // The zone has 12 bits with a sign, in minutes; -2047 means that none is told.
        let zone = (kind & 0xFFF ^ 0x800) - 0x800
        let local = CalendarTime.seconds(
            (bytes.little16(at: 2), Int(bytes[4]), Int(bytes[5])),
            (Int(bytes[6]), Int(bytes[7]), Int(bytes[8])), quarters: 0)
        return local.map { $0 - ((-1440...1440).contains(zone) ? zone * 60 : 0) }
    }

    /// The target of a symbolic link: path components (ECMA-167 4/14.16).
    static func target(_ bytes: UntrustedBytes) -> [UInt8] {
        var steps: [[UInt8]] = []
        var offset = 0
        while offset + 4 <= bytes.count {
            let length = Int(bytes[offset + 1])
            switch bytes[offset] {
            case 1, 2: steps = [[]]
            case 3: steps.append(Array("..".utf8))
            case 4: steps.append(Array(".".utf8))
            default: steps.append(text(bytes.part(offset + 4, length)))
            }
            offset += 4 + length
        }
        return steps == [[]] ? [0x2F] : Array(steps.joined(separator: [0x2F]))
    }
}
