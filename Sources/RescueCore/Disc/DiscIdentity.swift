/// What tells one disc from another: its size, its tracks and the bytes of a few sectors.
///
/// Two looks at the same disc give the same size and tracks; the witnesses are those sectors that
/// could be read each time, so they are compared where both looks have them.
public struct DiscIdentity: Hashable, Sendable {
    /// How many sectors the medium says it has, now.
    public var sectorCount: Int

    /// The tracks in the table of contents; empty where the source has none.
    public var tracks: [Track]

    /// The bytes of sectors that were read as witnesses.
    public var witnesses: [LBA: [UInt8]]

    /// Makes an identity of what a look at the disc gave.
    public init(sectorCount: Int, tracks: [Track] = [], witnesses: [LBA: [UInt8]] = [:]) {
        self.sectorCount = sectorCount
        self.tracks = tracks
        self.witnesses = witnesses
    }

    /// The sectors that are read as witnesses: where ISO 9660 and UDF describe the volume.
    ///
    /// ECMA-119 8.1 puts the first descriptor at 16; UDF 2.2.3 puts an anchor at 256.
    public static let descriptorSectors: [LBA] = [16, 17, 256]
}
