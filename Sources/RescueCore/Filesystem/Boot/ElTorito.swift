/// The boot images that a disc offers to a machine that starts from it.
///
/// Source: El Torito Bootable CD-ROM Format Specification 1.0; UEFI Specification, "ISO-9660 and
/// El Torito", for the platform 0xEF.
package struct ElTorito: Hashable, Sendable {
    /// For which machines an image is.
    package enum Platform: Hashable, Sendable {
        /// x86 machines with a BIOS.
        case bios
        /// PowerPC machines.
        case powerPC
        /// Old Macintosh computers.
        case macintosh
        /// Machines with UEFI.
        case uefi
        /// A number that no specification knows.
        case other(UInt8)

        init(_ number: UInt8) {
            switch number {
            case 0: self = .bios
            case 1: self = .powerPC
            case 2: self = .macintosh
            case 0xEF: self = .uefi
            default: self = .other(number)
            }
        }
    }

    /// As what the image is shown to the machine.
    package enum Emulation: UInt8, Hashable, Sendable {
        /// As itself.
        case none
        /// As a floppy disk of 1.2 MB.
        case floppy1200
        /// As a floppy disk of 1.44 MB.
        case floppy1440
        /// As a floppy disk of 2.88 MB.
        case floppy2880
        /// As a hard disk.
        case hardDisk
    }

    /// One image of the catalog.
    package struct Image: Hashable, Sendable {
        /// For which machines it is.
        package var platform: Platform
        /// Whether the machine may start it.
        package var isBootable: Bool
        /// As what it is shown; nil for a number that the specification does not know.
        package var emulation: Emulation?
        /// Where it begins.
        package var lba: LBA
        /// How many bytes the machine loads at first; the whole image may be longer.
        package var loadedBytes: Int

        /// The sectors that are known to belong to the image.
        package var sectors: SectorRange {
            let bytes =
                switch emulation {
                case .floppy1200: 1_228_800
                case .floppy1440: 1_474_560
                case .floppy2880: 2_949_120
                default: loadedBytes
                }
            return SectorRange(
                start: lba, count: max(1, (bytes + Sector.size - 1) / Sector.size))
        }
    }

    /// Where the catalog stands.
    package let catalog: LBA
    /// The images, in the order of the catalog.
    package private(set) var images: [Image] = []

    private static let entrySize = 32

    /// Reads the catalog; nil if its sector is not one.
    init?(_ sector: UntrustedBytes, lba: LBA) {
        catalog = lba
        guard Self.isValidation(sector) else { return nil }
        var platform = Platform(sector[1])
        addImage(sector.part(Self.entrySize, Self.entrySize), platform)
        for offset in stride(
            from: 2 * Self.entrySize, to: sector.count, by: Self.entrySize)
        {
            let entry = sector.part(offset, Self.entrySize)
            switch entry[0] {
            case 0x90, 0x91: platform = Platform(entry[1])
            case 0x88: addImage(entry, platform)
            case 0x00 where entry.little32(at: 8) != 0: addImage(entry, platform)
            case 0x44: continue
            default: return
            }
        }
    }

    /// The validation entry: its 16-bit words sum up to 0.
    private static func isValidation(_ sector: UntrustedBytes) -> Bool {
        let sum = stride(from: 0, to: entrySize, by: 2).reduce(0) {
            $0 + sector.little16(at: $1)
        }
        return sector[0] == 1 && sector[30] == 0x55 && sector[31] == 0xAA && sum & 0xFFFF == 0
    }

    private mutating func addImage(_ entry: UntrustedBytes, _ platform: Platform) {
        guard entry[0] == 0x88 || entry[0] == 0 else { return }
        images.append(
            Image(
                platform: platform, isBootable: entry[0] == 0x88,
                emulation: Emulation(rawValue: entry[1] & 0x0F), lba: entry.little32(at: 8),
                loadedBytes: entry.little16(at: 6) * 512))
    }
}
