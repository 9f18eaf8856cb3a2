package import RescueCore

/// Where a track lies, and in which session.
///
/// Source: MMC-6 6.26.3, track information block.
package struct TrackInformation: Hashable, Sendable {
    /// The track's number.
    package let number: Int

    /// The session it belongs to.
    package let session: Int

    /// Whether nothing was written to it yet.
    package let isBlank: Bool

    /// Its sectors.
    package let range: SectorRange

    /// Reads track information; nil if it is too short for its fields, or if the track would end
    /// where no LBA of 32 bits leads to.
    package init?(_ bytes: [UInt8]) {
        guard let data = bytes.declaredPart, data.count >= 28,
            let start = data.number(at: 8, as: UInt32.self),
            let size = data.number(at: 24, as: UInt32.self),
            Int(start) + Int(size) <= 1 << 32
        else { return nil }
        // The high bytes came with MMC-4; older drives end before them.
        let isLong = data.count >= 34
        number = Int(data[2]) | (isLong ? Int(data[32]) << 8 : 0)
        session = Int(data[3]) | (isLong ? Int(data[33]) << 8 : 0)
        isBlank = data[6] & 0x40 != 0
        guard let range = SectorRange(checking: Int(start), count: Int(size)), number > 0,
            session > 0
        else { return nil }
        self.range = range
    }
}
