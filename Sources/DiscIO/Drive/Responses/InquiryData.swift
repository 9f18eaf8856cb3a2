package import RescueCore

/// What a device says of itself.
///
/// Source: SPC-4 6.6.2, standard INQUIRY data.
package struct InquiryData: Hashable, Sendable {
    /// PERIPHERAL DEVICE TYPE; 5 is an optical drive.
    package let deviceType: UInt8

    /// Its name and firmware.
    package let identity: DriveIdentity

    /// Whether it is an optical drive.
    package var isOpticalDrive: Bool { deviceType == 0x05 }

    /// Reads standard INQUIRY data; nil if it is shorter than its names, or was never filled in.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= 36, bytes[4] >= 31 else { return nil }
        deviceType = bytes[0] & 0x1F
        identity = DriveIdentity(
            vendor: Self.text(bytes[8..<16]), product: Self.text(bytes[16..<32]),
            revision: Self.text(bytes[32..<36]))
    }

    /// ASCII without its padding; what is no printable ASCII becomes a space.
    private static func text(_ field: ArraySlice<UInt8>) -> String {
        let printable = field.map { (0x20...0x7E).contains($0) ? $0 : 0x20 }
        let start = printable.prefix { $0 == 0x20 }.count
        let end = printable.count - printable.reversed().prefix { $0 == 0x20 }.count
        return start < end ? String(decoding: printable[start..<end], as: UTF8.self) : ""
    }
}
