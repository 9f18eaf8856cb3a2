import RescueCore

/// The size of the medium.
///
/// Source: MMC-6 6.27.3, READ CAPACITY data.
package struct CapacityData: Hashable, Sendable {
    /// How many sectors there are: the last LBA and one.
    package let sectorCount: Int

    /// Reads READ CAPACITY data; nil if it is none.
    ///
    /// Its block length is 2048 on every data disc. Drives that report 2352 after playing audio are
    /// known; on those the count is right all the same, so only 0, "nothing arrived", is refused.
    package init?(_ bytes: [UInt8]) {
        guard let last = bytes.number(at: 0, as: UInt32.self),
            let blockLength = bytes.number(at: 4, as: UInt32.self),
            blockLength != 0, last != .max
        else { return nil }
        sectorCount = Int(last) + 1
    }
}
