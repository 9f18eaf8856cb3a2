import RescueCore

/// Compares an image's size with what its disc and its filesystems say.
struct SizeCheck {
    /// How many sectors the disc had, by the record.
    let discSectors: Int?
    /// The ISO 9660 volume.
    let volume: VolumeDescriptor?
    /// The partitions of UDF.
    let udf: UDFExtent?

    /// How many sectors the filesystems have; nil if there are none.
    var filesystemEnd: LBA? { [volume?.sectorCount, udf?.end].compactMap(\.self).max() }

    /// Compares.
    ///
    /// - Parameters:
    ///   - size: How many bytes the image has.
    ///   - ecc: What was found behind the filesystems.
    /// - Returns: What came of it; nil if nobody says anything about the size.
    func check(_ size: Int, ecc: ECCAugmentation? = nil) -> ImageCheck? {
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
        guard let known = filesystemEnd else { return nil }
        if let ecc { return check(size, ecc, behind: known) }
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

    private func check(_ size: Int, _ ecc: ECCAugmentation, behind known: Int) -> ImageCheck {
        let whole = ecc.addedSectors.map { ecc.dataSectors + $0 } ?? size / Sector.size
        let what = "ECC data by dvdisaster (\(ecc.method))"
        guard whole * Sector.size <= size else {
            return short(size / Sector.size, of: whole, size, "with its \(what) it has")
        }
        let added = whole - ecc.dataSectors
        let rest = size - whole * Sector.size
        let more = rest > 0 ? ", and \(rest) bytes of padding or run-out" : ""
        return ImageCheck(
            .size, true,
            """
            behind its filesystem of \(known) sectors there are \(added) sectors of \(what): \
            keep them, they repair damage\(more)
            """)
    }

    private func short(_ sectors: Int, of whole: Int, _ size: Int, _ who: String) -> ImageCheck {
        ImageCheck(
            .size, false,
            "too short: \(who) \(whole) sectors, \(whole * Sector.size - size) bytes are missing",
            // checked: a size of a file, and one of 32 bits that is larger.
            ranges: [SectorRange(sectors, whole)])
    }
}
