import RescueCore

/// Raw CD sectors of 2352 bytes, made from user data; EDC and ECC are left zero.
enum RawDisc {
    private static let sync: [UInt8] = [0] + [UInt8](repeating: 0xFF, count: 10) + [0]

    static func mode1(_ lba: LBA) -> [UInt8] {
        sync + header(lba, mode: 1) + SectorSourceContract.sector(lba)
            + [UInt8](repeating: 0, count: 288)
    }

    static func mode2(_ lba: LBA, isForm2: Bool = false) -> [UInt8] {
        let subheader: [UInt8] = [0, 0, isForm2 ? 0x20 : 0x08, 0]
        return sync + header(lba, mode: 2) + subheader + subheader
            + SectorSourceContract.sector(lba) + [UInt8](repeating: 0, count: 280)
    }

    static func audio(_ lba: LBA) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: lba), count: 2352)
    }

    private static func header(_ lba: LBA, mode: UInt8) -> [UInt8] {
        let frames = lba + 150
        let fields = [frames / 4500, frames / 75 % 60, frames % 75]
        return fields.map { UInt8($0 / 10 << 4 | $0 % 10) } + [mode]
    }

    /// The sectors of a data file, one after the other.
    static func file(_ count: Int, _ sector: (LBA) -> [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for lba in 0..<count { bytes += sector(lba) }
        return bytes
    }
}
