import RescueCore

/// Compares an image's size with what its disc and its filesystems say.
struct SizeCheck {
    /// How many sectors the disc had, by the record.
    let discSectors: Int?
    /// The ISO 9660 volume.
    let volume: VolumeDescriptor?
    /// The partitions of UDF.
    let udf: UDFExtent?

    /// Compares; nil if nobody says anything about the size.
    func check(_ size: Int) -> ImageCheck? {
        let sectors = size / Sector.size
        if let discSectors, sectors < discSectors {
            return short(sectors, of: discSectors, size, "the disc had")
        }
        if let volume, sectors < volume.sectorCount {
            return short(sectors, of: volume.sectorCount, size, "its filesystem has")
        }
        if let udf, sectors < udf.end {
            return udf.isReadOnly
                ? short(sectors, of: udf.end, size, "its UDF partition ends after")
                : ImageCheck(
                    .size, true,
                    """
                    its UDF partition ends after \(udf.end) sectors, the image after \(sectors): \
                    a partition that can be written to may reach behind what was written
                    """)
        }
        guard let known = [volume?.sectorCount, udf?.end].compactMap(\.self).max() else {
            return nil
        }
        let extra = size - known * Sector.size
        guard extra > 0 else {
            return ImageCheck(.size, true, "as long as its filesystem, \(sectors) sectors")
        }
        return ImageCheck(
            .size, true,
            """
            \(extra) bytes longer than its filesystem of \(known) sectors: padding, \
            run-out or another session
            """)
    }

    private func short(_ sectors: Int, of whole: Int, _ size: Int, _ who: String) -> ImageCheck {
        ImageCheck(
            .size, false,
            "too short: \(who) \(whole) sectors, \(whole * Sector.size - size) bytes are missing",
            ranges: [SectorRange(sectors, whole)])
    }
}
