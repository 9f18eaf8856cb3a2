import RescueCore

/// The answers to READ DISC INFORMATION, READ TRACK INFORMATION and READ DISC STRUCTURE.
///
/// Source: MMC-6 6.21, 6.26, 6.22.
struct DiscInformation {
    let layout: DiscLayout

    /// READ DISC INFORMATION, data type 000b.
    func disc() -> [UInt8] {
        let last = layout.tracks(ofSession: layout.sessionCount)
        var bytes = [UInt8](repeating: 0, count: 34)
        bytes[1] = 32
        bytes[2] = (isErasable ? 0x10 : 0) | discStatus
        bytes[3] = UInt8(layout.tracks.first?.number ?? 1)
        bytes[4] = UInt8(layout.sessionCount)
        bytes[5] = UInt8(last.first?.number ?? 1)
        bytes[6] = UInt8(last.last?.number ?? 1)
        bytes[8] = layout.isXA ? 0x20 : 0x00
        bytes.replaceSubrange(16..<24, with: [UInt8](repeating: 0xFF, count: 8))
        return bytes
    }

    /// READ TRACK INFORMATION for what an address of a type means; nil: there is no such track.
    func track(addressType: Int, address: Int) -> [UInt8]? {
        let found =
            switch addressType {
            case 0: layout.track(at: address)
            case 1: layout.tracks.first { $0.number == address }
            case 2: layout.tracks(ofSession: address).first
            default: Track?.none
            }
        return found.map { information($0) }
    }

    /// READ DISC STRUCTURE, formats 00h and 01h; nil: the drive refuses it.
    func structure(format: Int) -> [UInt8]? {
        switch (layout.profile.family, format) {
        case (.dvd, 0): framed(physicalFormat())
        case (.dvd, 1): framed([copyrightSystem, 0, 0, 0])
        case (.bd, 0): framed(blurayFormat())
        default: nil
        }
    }
}

extension DiscInformation {
    private var isErasable: Bool {
        switch layout.profile {
        case .cdRW, .dvdRAM, .dvdPlusRW, .dvdPlusRWDualLayer, .bdRE, .dvdMinusRWSequential,
            .dvdMinusRWRestrictedOverwrite, .dvdMinusRWDualLayer:
            true
        default: false
        }
    }

    /// The state of the last session in bits 2 and 3, the status of the disc below.
    private var discStatus: UInt8 {
        switch layout.status {
        case .blank: 0b0000
        case .appendable: 0b0001
        case .complete: 0b1110
        case .other: 0b1111
        }
    }

    private var copyrightSystem: UInt8 {
        switch layout.protection {
        case nil, .unknown: 0
        case .css: 1
        case .cprm: 2
        case .aacs: 3
        }
    }

    private func information(_ track: Track) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 36)
        bytes[1] = 34
        bytes[2] = UInt8(track.number)
        bytes[3] = UInt8(track.session)
        bytes[5] = track.content == .data ? 4 : 0
        bytes[6] = track.content == .audio ? 0x0F : layout.isXA ? 2 : 1
        bytes.replaceSubrange(8..<12, with: UInt32(track.range.start).bigEndianBytes)
        bytes.replaceSubrange(24..<28, with: UInt32(track.range.count).bigEndianBytes)
        return bytes
    }

    /// Layer 0 of a DVD begins at physical sector 030000h; with opposite track paths the sectors of
    /// layer 1 end at the complement of that.
    private func physicalFormat() -> [UInt8] {
        let start = 0x03_0000
        let share = (layout.sectorCount + 31) / 32 * 16
        let isDual = layout.layers > 1
        let layerEnd = start + share - 1
        let end =
            isDual
            ? (~layerEnd & 0xFF_FFFF) + layout.sectorCount - share - 1
            : start + layout.sectorCount - 1
        var bytes = [UInt8](repeating: 0, count: 2048)
        bytes[0] = bookType << 4 | 1
        bytes[1] = 0x02
        bytes[2] = (isDual ? 0x30 : 0x00) | (layout.profile == .dvdROM ? 1 : 2)
        bytes.replaceSubrange(4..<8, with: UInt32(start).bigEndianBytes)
        bytes.replaceSubrange(8..<12, with: UInt32(end).bigEndianBytes)
        if isDual {
            bytes.replaceSubrange(12..<16, with: UInt32(layerEnd).bigEndianBytes)
        }
        return bytes
    }

    private var bookType: UInt8 {
        switch layout.profile {
        case .dvdRAM: 0x1
        case .dvdMinusR, .dvdMinusRDualLayer, .dvdMinusRDualLayerJump: 0x2
        case .dvdMinusRWRestrictedOverwrite, .dvdMinusRWSequential, .dvdMinusRWDualLayer: 0x3
        case .dvdPlusRW: 0x9
        case .dvdPlusR: 0xA
        case .dvdPlusRWDualLayer: 0xD
        case .dvdPlusRDualLayer: 0xE
        default: 0x0
        }
    }

    /// One disc information unit: its identifier and the type of the disc; the rest is zero.
    private func blurayFormat() -> [UInt8] {
        let type = layout.profile == .bdROM ? "BDO" : layout.profile == .bdRE ? "BDW" : "BDR"
        var bytes = [UInt8](repeating: 0, count: 4096)
        bytes.replaceSubrange(0..<4, with: Array("DI".utf8) + [1, UInt8(layout.layers)])
        bytes.replaceSubrange(8..<11, with: Array(type.utf8))
        return bytes
    }

    private func framed(_ body: [UInt8]) -> [UInt8] {
        UInt16(body.count + 2).bigEndianBytes + [0, 0] + body
    }
}
