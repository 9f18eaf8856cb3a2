/// A stretch of a file that lies in one piece on the disc.
///
/// Both numbers are in bytes, because small files of UDF lie in the middle of a sector.
public struct FileExtent: Hashable, Sendable {
    /// Where in the image the bytes begin; nil for a hole, whose bytes are zero and lie nowhere.
    public var imageOffset: Int? { packedOffset < 0 ? nil : packedOffset }

    /// How many bytes there are; never negative.
    public let byteCount: Int

    private let packedOffset: Int

    /// The last place that any disc could name: 32 bits of sectors.
    static let limit = Sector.size << 32

    /// Makes the extent of `byteCount` bytes at a place of the image, or of a hole.
    public init(imageOffset: Int?, byteCount: Int) {
        packedOffset = imageOffset.map { min(max($0, 0), Self.limit) } ?? -1
        self.byteCount = min(max(byteCount, 0), Self.limit)
    }

    /// The sectors that hold the bytes, the first and the last one perhaps in part; none of a hole.
    public var sectors: SectorRange {
        guard byteCount > 0, let offset = imageOffset else { return SectorRange(0, 0) }
        return SectorRange(
            offset / Sector.size, (offset + byteCount + Sector.size - 1) / Sector.size)
    }
}
