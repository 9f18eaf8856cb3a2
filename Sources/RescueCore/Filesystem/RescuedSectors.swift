/// Hands out the sectors of a disc or an image, as far as they were rescued.
///
/// What a filesystem is read from: that a sector is missing is a normal answer.
package protocol RescuedSectors: ~Copyable {
    /// How many sectors the disc has.
    var sectorCount: Int { get }

    /// The bytes of a sector, exactly `Sector.size` of them.
    ///
    /// - Returns: The bytes, or nil if the sector was not rescued or does not exist.
    mutating func sector(at lba: LBA) -> [UInt8]?
}
