import RescueCore

/// Numbers as SCSI sends them: the most significant byte first.
enum BigEndian {
    static func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).reversed().map {
            UInt8(truncatingIfNeeded: number >> (8 * Number($0)))
        }
    }

    /// The number in a field of `bytes`, which must hold all of the field.
    static func number(in bytes: [UInt8], _ field: Range<Int>) -> Int {
        bytes[field].reduce(0) { $0 << 8 | Int($1) }
    }
}
