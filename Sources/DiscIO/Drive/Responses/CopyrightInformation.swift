package import RescueCore

/// The copy protection that a DVD declares in its lead-in.
///
/// Source: MMC-6 6.22.3.2.2, READ DISC STRUCTURE format 01h.
package struct CopyrightInformation: Hashable, Sendable {
    /// The protection; nil if there is none.
    package let protection: DiscDescription.Protection?

    /// Reads a response of format 01h; nil if it is too short.
    package init?(_ bytes: [UInt8]) {
        guard let data = bytes.declaredPart, data.count >= 5 else { return nil }
        protection =
            switch data[4] {
            case 0x00: nil
            case 0x01: .css
            case 0x02: .cprm
            case 0x03, 0x10: .aacs
            default: .unknown
            }
    }
}
