package import RescueCore

/// The headers of sectors of a Mode 2 track: which form each of them has.
///
/// Source: MMC-6 6.19, READ CD with main channel selection 60h: for each sector its header of 4 bytes,
/// address and mode, and in a CD-ROM XA track its subheader, twice 4 bytes.
package struct SectorHeaders: Hashable, Sendable {
    /// The sectors of Form 2, which have 2324 bytes of user data.
    package let formTwo: [SectorRange]

    /// How many bytes there are for each sector.
    package static let size = 12

    /// Reads the headers of the sectors of a range; nil if they are not those of Mode 2.
    ///
    /// Each has to tell the sector's own address, which proves that it arrived.
    package init?(_ bytes: [UInt8], of range: SectorRange) {
        guard bytes.count >= range.count * Self.size else { return nil }
        var formTwo: [SectorRange] = []
        for lba in range.start..<range.end {
            let header = bytes.dropFirst((lba - range.start) * Self.size).prefix(Self.size)
            guard header.prefix(4).elementsEqual(Self.address(of: lba) + [2]) else { return nil }
            // The third byte of the subheader is the submode; its bit 5 is the form.
            if header[header.startIndex + 6] & 0x20 != 0 {
                // checked: a sector that was asked for.
                formTwo.appendMerging(SectorRange(lba, lba + 1))
            }
        }
        self.formTwo = formTwo
    }

    /// Whether a header is that of a data sector, of Mode 1 or 2, with its own address; nil if it has
    /// another address, and so is no header at all.
    package static func isDataSector(_ lba: LBA, header: [UInt8]) -> Bool? {
        guard header.count >= 4, header.prefix(3).elementsEqual(address(of: lba)) else {
            return nil
        }
        return (1...2).contains(header[3])
    }

    /// Minutes, seconds and frames in BCD, counted from the start of the pregap.
    private static func address(of lba: LBA) -> [UInt8] {
        let frames = lba + 150
        return [decimal(frames / 4500), decimal(frames / 75 % 60), decimal(frames % 75)]
    }

    private static func decimal(_ number: Int) -> UInt8 {
        UInt8(number / 10 % 10 * 16 + number % 10)
    }
}
