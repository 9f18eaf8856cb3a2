package import RescueCore

/// How far a disc was written.
///
/// Source: MMC-6 6.21.3.1, standard disc information.
package struct DiscInformation: Hashable, Sendable {
    /// Disc Status.
    package let status: DiscDescription.Status

    /// The number of sessions, an empty one at the end included.
    package let sessionCount: Int

    /// The last track of the last session; invisible or empty on a disc that can be appended to.
    package let lastTrack: Int

    /// Reads disc information; nil if it is too short for its fields.
    package init?(_ bytes: [UInt8]) {
        guard let data = bytes.declaredPart, data.count >= 12 else { return nil }
        status =
            switch data[2] & 0x03 {
            case 0: .blank
            case 1: .appendable
            case 2: .complete
            default: .other
            }
        sessionCount = Int(data[9]) << 8 | Int(data[4])
        lastTrack = Int(data[11]) << 8 | Int(data[6])
    }
}
