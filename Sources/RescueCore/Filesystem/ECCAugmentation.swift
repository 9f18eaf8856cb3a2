/// The error correction data that dvdisaster put behind an image, before it was burned.
///
/// They repair the sectors before them, and no filesystem knows of them: who cuts an image to the
/// size of its filesystem throws them away. (The method RS01 keeps them in a file beside the image.)
///
/// Source: `EccHeader` in dvdisaster 0.79.10, `src/dvdisaster.h`; the layouts are those of
/// `rs02-common.c` and `rs03-common.c`.
package struct ECCAugmentation: Hashable, Sendable {
    /// dvdisaster's name of the method: `RS02` or `RS03`.
    package let method: String

    /// How many sectors the image had before; the first header stands right behind them.
    package let dataSectors: Int

    /// How many sectors were added; nil if the header does not tell.
    package let addedSectors: Int?

    /// How many sectors behind the filesystem are looked at, one by one; an image may be padded.
    private static let nearSectors = 512
    /// At how many places further on RS02 is looked for, which repeats its header.
    private static let farPlaces = 1_024

    /// Looks for a header behind the end of the filesystem; nil if none is found.
    ///
    /// Where the first one was not rescued, a copy does as well.
    ///
    /// - Parameters:
    ///   - end: How many sectors the filesystem has.
    ///   - source: The sectors that were rescued.
    package init?(behind end: LBA, from source: inout some RescuedSectors & ~Copyable) {
        let count = source.sectorCount
        guard 0 < end, end < count else { return nil }
        let near = end..<min(count, end + Self.nearSectors)
        for lba in near {
            if let found = Self(header: source.sector(at: lba) ?? [], at: lba, behind: end) {
                self = found
                return
            }
        }
        // The copies stand at the multiples of a power of two.
        var (step, places) = (1 << 22, 0)
        while step >= 64, places < Self.farPlaces {
            for lba in stride(from: (near.upperBound + step - 1) / step * step, to: count, by: step)
            {
                places += 1
                if let found = Self(header: source.sector(at: lba) ?? [], at: lba, behind: end) {
                    self = found
                    return
                }
                guard places < Self.farPlaces else { break }
            }
            step /= 2
        }
        return nil
    }

    /// Reads a header; nil if it is none, or tells of another place than it can stand at.
    ///
    /// - Parameters:
    ///   - sector: The bytes of the sector.
    ///   - lba: Where it was found.
    ///   - end: How many sectors the filesystem has.
    init?(header sector: [UInt8], at lba: LBA, behind end: LBA) {
        let header = UntrustedBytes(sector)
        guard header.count == Sector.size, header.has("*dvdisaster*") else { return nil }
        let sectors = header.little64(at: 68)
        switch String(decoding: header.part(12, 4).slice, as: UTF8.self) {
        case "RS02":
            guard end <= sectors, sectors <= lba else { return nil }
            // Early versions left the number zero.
            let added = header.little64(at: 128, limit: 1 << 40)
            addedSectors = added > 0 && added < 1 << 40 ? added : nil
            method = "RS02"
        case "RS03":
            guard end <= sectors, sectors == lba else { return nil }
            let layer = header.little64(at: 120, limit: 1 << 40)
            // 255 layers, as many as a code word of the Reed-Solomon code has symbols.
            let whole = 255 * layer
            addedSectors = layer < 1 << 40 && whole > sectors ? whole - sectors : nil
            method = "RS03"
        default: return nil
        }
        dataSectors = sectors
    }

    /// What it is called.
    package var label: String { "ECC data by dvdisaster (\(method))" }

    /// How many sectors the image has to have; as many as there are where the header does not tell.
    package func sectorCount(of there: Int) -> Int {
        addedSectors.map { dataSectors + $0 } ?? there
    }
}
