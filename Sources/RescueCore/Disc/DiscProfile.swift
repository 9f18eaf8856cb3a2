/// What kind of medium is in the drive: the current profile.
///
/// The raw value is the profile number. Source: MMC-6 table 92, feature 0000h "Profile List".
public enum DiscProfile: UInt16, CaseIterable, Hashable, Sendable {
    case cdROM = 0x08
    case cdR = 0x09
    case cdRW = 0x0A
    case dvdROM = 0x10
    case dvdMinusR = 0x11
    case dvdRAM = 0x12
    case dvdMinusRWRestrictedOverwrite = 0x13
    case dvdMinusRWSequential = 0x14
    case dvdMinusRDualLayer = 0x15
    case dvdMinusRDualLayerJump = 0x16
    case dvdMinusRWDualLayer = 0x17
    case dvdPlusRW = 0x1A
    case dvdPlusR = 0x1B
    case dvdPlusRWDualLayer = 0x2A
    case dvdPlusRDualLayer = 0x2B
    case bdROM = 0x40
    case bdR = 0x41
    case bdRRandom = 0x42
    case bdRE = 0x43
}

extension DiscProfile {
    /// The three kinds of optical disc that differ in how they store data.
    public enum Family: String, CaseIterable, Hashable, Sendable {
        case cd = "CD"
        case dvd = "DVD"
        case bd = "BD"
    }

    /// The kind of disc.
    public var family: Family {
        switch self {
        case .cdROM, .cdR, .cdRW: .cd
        case .bdROM, .bdR, .bdRRandom, .bdRE: .bd
        default: .dvd
        }
    }

    /// The name as it is printed on the box.
    public var name: String {
        switch self {
        case .cdROM: "CD-ROM"
        case .cdR: "CD-R"
        case .cdRW: "CD-RW"
        case .dvdROM: "DVD-ROM"
        case .dvdMinusR: "DVD-R"
        case .dvdRAM: "DVD-RAM"
        case .dvdMinusRWRestrictedOverwrite, .dvdMinusRWSequential: "DVD-RW"
        case .dvdMinusRDualLayer, .dvdMinusRDualLayerJump: "DVD-R DL"
        case .dvdMinusRWDualLayer: "DVD-RW DL"
        case .dvdPlusRW: "DVD+RW"
        case .dvdPlusR: "DVD+R"
        case .dvdPlusRWDualLayer: "DVD+RW DL"
        case .dvdPlusRDualLayer: "DVD+R DL"
        case .bdROM: "BD-ROM"
        case .bdR, .bdRRandom: "BD-R"
        case .bdRE: "BD-RE"
        }
    }
}

extension DiscProfile.Family {
    /// How many sectors share one ECC block: if it cannot be corrected, all of them are lost.
    ///
    /// Sources: ECMA-130 (a CD sector has its own L-EC), ECMA-267 (16), Blu-ray 64 KiB cluster (32).
    public var eccBlockSectors: Int {
        switch self {
        case .cd: 1
        case .dvd: 16
        case .bd: 32
        }
    }

    /// The data rate at 1x, in bytes per second.
    public var singleSpeed: Double {
        switch self {
        case .cd: 153_600
        case .dvd: 1_385_000
        case .bd: 4_495_500
        }
    }

    /// The family a disc of unknown profile most likely belongs to, by its size.
    public init(sectorCount: Int) {
        // 99-minute CDs end below 450,000 sectors; the largest DVD, of two layers, below 4,200,000.
        self =
            switch sectorCount {
            case ..<450_000: .cd
            case ..<4_200_000: .dvd
            default: .bd
            }
    }
}
