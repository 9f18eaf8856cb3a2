package import RescueCore

/// The header of GET CONFIGURATION: what kind of medium is in the drive.
///
/// Source: MMC-6 6.6.3.2. Only the header is read: libcdio's own list of profiles loses its last.
package struct ProfileHeader: Hashable, Sendable {
    /// The current profile; nil if it is none that holds data sectors, or the drive does not know.
    package let profile: DiscProfile?

    /// Reads the 8 bytes of the header; nil if the drive sent nothing.
    package init?(_ bytes: [UInt8]) {
        guard let length = bytes.number(at: 0, as: UInt32.self), length >= 4,
            let number = bytes.number(at: 6, as: UInt16.self)
        else { return nil }
        profile = DiscProfile(rawValue: number)
    }
}
