/// The checksums of the first sectors of an image, as many as its ISO 9660 volume has.
///
/// A disc is mostly longer than the image that it was written from: by run-out, padding or another
/// session. These are the sums that the maker of that image publishes.
public struct VolumeSums: Codable, Hashable, Sendable {
    /// How many sectors the volume has.
    public var sectorCount: Int
    /// Their checksums.
    public var sums: SumSet

    /// Makes the checksums of so many sectors.
    public init(sectorCount: Int, sums: SumSet) {
        self.sectorCount = sectorCount
        self.sums = sums
    }
}
