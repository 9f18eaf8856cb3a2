/// What a drive says of a command that did not succeed: its sense data.
///
/// Source: SPC-4 clause 4.5 (fixed format, response codes 70h and 71h).
public struct Sense: Hashable, Sendable {
    /// The sense key, 0 to 15: the kind of trouble.
    public var key: UInt8

    /// The additional sense code (ASC).
    public var asc: UInt8

    /// The additional sense code qualifier (ASCQ).
    public var ascq: UInt8

    /// The INFORMATION field, if the drive declared it valid: of a READ, the first LBA that failed.
    public var information: UInt32?

    /// Makes sense data of its three codes and, if it is valid, the INFORMATION field.
    public init(key: UInt8, asc: UInt8, ascq: UInt8, information: UInt32? = nil) {
        self.key = key
        self.asc = asc
        self.ascq = ascq
        self.information = information
    }
}

extension Sense: CustomStringConvertible {
    /// The codes with their labels, as they belong into every log line.
    public var description: String {
        "sense key \(hex(key)), ASC \(hex(asc)), ASCQ \(hex(ascq))"
    }

    private func hex(_ byte: UInt8) -> String {
        Hexadecimal.text(of: [byte], isUppercase: true) + "h"
    }
}

extension Sense {
    /// What this sense means for a read whose data did not arrive.
    ///
    /// NO SENSE and RECOVERED ERROR (00/xx, 01/xx) say that it did; then the drive contradicts itself.
    /// Source: MMC-6 annex F (sense codes), and what drives do with them.
    public var faultKind: ReadFault.Kind {
        switch (key, asc) {
        case (0x00, _), (0x01, _): .unproven
        case (0x02, 0x3A): .noMedium
        case (0x02, _): .notReady
        case (0x03, _): .mediumError
        case (0x04, _), (0x0B, _): .hardwareError
        case (0x05, 0x21): .outOfRange
        case (0x05, 0x64): .wrongTrackType
        case (0x05, 0x6F): .protected
        case (0x05, _): .commandRejected
        case (0x06, 0x28): .mediumChanged
        case (0x06, 0x3A): .noMedium
        case (0x06, _): .deviceReset
        default: .hardwareError
        }
    }
}
