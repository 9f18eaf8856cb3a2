package import RescueCore

/// Sense data as it comes from a drive, in either of its formats.
///
/// Source: SPC-4 4.5.2 (descriptor format, 72h and 73h) and 4.5.3 (fixed format, 70h and 71h).
package struct SenseData: Hashable, Sendable {
    /// What the drive says.
    package let sense: Sense

    /// Whether it is about an earlier command (71h, 73h), not about the one that brought it.
    package let isDeferred: Bool

    /// Reads sense data; nil if the bytes are none.
    package init?(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return nil }
        switch first & 0x7F {
        case 0x70, 0x71:
            guard let sense = Self.fixed(bytes) else { return nil }
            self.sense = sense
        case 0x72, 0x73:
            guard bytes.count >= 4 else { return nil }
            sense = Sense(
                key: bytes[1] & 0x0F, asc: bytes[2], ascq: bytes[3],
                information: Self.informationDescriptor(bytes))
        default:
            return nil
        }
        isDeferred = first & 0x01 != 0
    }

    private static func fixed(_ bytes: [UInt8]) -> Sense? {
        guard bytes.count >= 8 else { return nil }
        let isValid = bytes[0] & 0x80 != 0
        // A drive may stop before the codes; then the key is all it says.
        return Sense(
            key: bytes[2] & 0x0F, asc: bytes.number(at: 12) ?? 0,
            ascq: bytes.number(at: 13) ?? 0,
            information: isValid ? bytes.number(at: 3) : nil)
    }

    /// The INFORMATION field, which is a descriptor of type 0 here, 64 bits wide.
    private static func informationDescriptor(_ bytes: [UInt8]) -> UInt32? {
        var place = 8
        while place + 12 <= bytes.count {
            if bytes[place] == 0x00, bytes[place + 2] & 0x80 != 0 {
                let information: UInt64? = bytes.number(at: place + 4)
                return information.flatMap { UInt32(exactly: $0) }
            }
            place += 2 + Int(bytes[place + 1])
        }
        return nil
    }
}
