import RescueCore

/// The records of ISO 9660 as bytes.
///
/// Source: ECMA-119, 4th edition; the clauses stand beside what they describe.
enum VolumeRecords {
    /// 2001-01-01 12:00:00 UTC, as a directory record has it (9.1.5).
    private static let recordDate: [UInt8] = [101, 1, 1, 12, 0, 0, 0]

    /// The identifiers of a directory itself and of its parent (6.8.2.2).
    static let selfName: [UInt8] = [0]
    static let parentName: [UInt8] = [1]

    /// A directory record (9.1).
    static func directoryRecord(
        name: [UInt8], start: LBA, byteCount: Int, isDirectory: Bool
    ) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(recordLength(nameLength: name.count)), 0]
        bytes += both32(start) + both32(byteCount) + recordDate
        bytes += [isDirectory ? 2 : 0, 0, 0] + both16(1)
        bytes += [UInt8(name.count)] + name
        return bytes.count.isMultiple(of: 2) ? bytes : bytes + [0]
    }

    /// How many sectors the records of a directory take: none lies in two (6.8.1.1).
    static func directorySectors(names: [String]) -> Int {
        var sectors = 1
        var used = 2 * recordLength(nameLength: 1)
        for name in names {
            let length = recordLength(nameLength: name.utf8.count)
            if used + length > Sector.size {
                sectors += 1
                used = 0
            }
            used += length
        }
        return sectors
    }

    /// A path table record (9.4), with its numbers in one of the two byte orders.
    static func pathRecord(
        name: [UInt8], start: LBA, parent: Int, bigEndian: Bool
    ) -> [UInt8] {
        let location = little(UInt32(start), 4)
        let number = little(UInt32(parent), 2)
        var bytes: [UInt8] = [UInt8(name.count), 0]
        bytes += bigEndian ? location.reversed() + number.reversed() : location + number
        bytes += name
        return bytes.count.isMultiple(of: 2) ? bytes : bytes + [0]
    }

    /// A number in both byte orders, 32 bits each (7.3.3).
    static func both32(_ value: Int) -> [UInt8] {
        let bytes = little(UInt32(value), 4)
        return bytes + bytes.reversed()
    }

    /// A number in both byte orders, 16 bits each (7.2.3).
    static func both16(_ value: Int) -> [UInt8] {
        let bytes = little(UInt32(value), 2)
        return bytes + bytes.reversed()
    }

    /// Text in a field of fixed width, filled up with spaces.
    static func text(_ text: String, _ width: Int) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(width))
        return bytes + [UInt8](repeating: 0x20, count: width - bytes.count)
    }

    static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func recordLength(nameLength: Int) -> Int {
        let length = 33 + nameLength
        return length + length % 2
    }
}
