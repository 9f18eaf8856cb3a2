/// How the size of an image compares with what its disc and its filesystems say.
package enum SizeComparison: Hashable, Sendable {
    /// Who knows how many sectors there must be.
    package enum Witness: Hashable, Sendable {
        /// The disc that the image was made from.
        case disc
        /// The volume of ISO 9660.
        case volume
        /// A partition of UDF that cannot be written to.
        case partition
        /// What dvdisaster put behind the filesystems.
        case augmentation(ECCAugmentation)
    }

    /// The image ends before so many sectors.
    case short(of: Int, by: Witness)
    /// It ends before a partition of so many sectors that may reach behind what was written.
    case open(partitionEnd: LBA)
    /// It is as long as its filesystem.
    case equal
    /// It has so many bytes behind the sectors of its filesystem.
    case longer(than: Int, bytes: Int)
    /// Behind the sectors of its filesystem there is error correction, and behind that the rest.
    case augmented(ECCAugmentation, behind: Int, addedSectors: Int, restBytes: Int)

    /// Compares; nil if nobody says anything about the size.
    ///
    /// - Parameters:
    ///   - size: How many bytes the image has.
    ///   - discSectors: How many sectors the disc had, by the record.
    ///   - volume: The ISO 9660 volume.
    ///   - sectors: Those that were rescued, for what else tells a size.
    ///   - sessions: The first sectors of the disc's sessions.
    package init?(
        of size: Int, discSectors: Int?, volume: VolumeDescriptor?,
        in sectors: inout some RescuedSectors & ~Copyable, sessions: [LBA]
    ) {
        let count = size / Sector.size
        let udf = UDFExtent(from: &sectors, sessions: sessions)
        let known = [volume?.sectorCount, udf?.end].compactMap(\.self).max()
        if let discSectors, count < discSectors {
            self = .short(of: discSectors, by: .disc)
        } else if let volume, count < volume.sectorCount {
            self = .short(of: volume.sectorCount, by: .volume)
        } else if let udf, count < udf.end {
            self =
                udf.isReadOnly
                ? .short(of: udf.end, by: .partition) : .open(partitionEnd: udf.end)
        } else if let known {
            let ecc = ECCAugmentation(behind: known, from: &sectors)
            self = ecc.map { Self(size, $0, behind: known) } ?? Self(size, behind: known)
        } else {
            return nil
        }
    }

    private init(_ size: Int, behind known: Int) {
        let extra = size - known * Sector.size
        self = extra > 0 ? .longer(than: known, bytes: extra) : .equal
    }

    private init(_ size: Int, _ ecc: ECCAugmentation, behind known: Int) {
        let whole = ecc.sectorCount(of: size / Sector.size)
        let rest = size - whole * Sector.size
        let added = whole - ecc.dataSectors
        self =
            rest < 0
            ? .short(of: whole, by: .augmentation(ecc))
            : .augmented(ecc, behind: known, addedSectors: added, restBytes: rest)
    }
}
