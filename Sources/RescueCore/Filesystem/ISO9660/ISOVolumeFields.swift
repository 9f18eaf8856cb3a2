/// The fields of a volume descriptor of ISO 9660 that leads to a tree: read here and nowhere else.
///
/// Numbers that stand there in both byte orders are taken from the little-endian copy, as every
/// system does; from the other one where that is zero.
///
/// Source: ECMA-119 clauses 8.4 and 8.5; Joliet specification for the names in UCS-2.
struct ISOVolumeFields {
    let kind: ISOVolume.Kind
    /// How many bytes a logical block has: 512, 1024 or 2048; nil if the descriptor says otherwise.
    let blockSize: Int?
    /// How many logical blocks the volume says it has.
    let blockCount: Int

    private let sector: UntrustedBytes

    /// Takes a sector; nil if it holds no such descriptor.
    init?(_ sector: UntrustedBytes) {
        guard sector.count == Sector.size, sector.has("CD001", at: 1),
            let kind = Self.kind(of: sector)
        else { return nil }
        self.kind = kind
        self.sector = sector
        let size = sector.both16(at: 128)
        blockSize = [512, 1024, Sector.size].contains(size) ? size : nil
        blockCount = sector.both32(at: 80)
    }

    private static func kind(of sector: UntrustedBytes) -> ISOVolume.Kind? {
        switch sector[0] {
        case 1: .primary
        case 2:
            sector.has("%/", at: 88) && "@CE".utf8.contains(sector[90])
                ? .joliet : .supplementary
        default: nil
        }
    }

    /// How many sectors the volume says it has.
    var sectorCount: Int {
        (blockCount * (blockSize ?? Sector.size) + Sector.size - 1) / Sector.size
    }

    var system: [UInt8] { text(8, 32) }
    var label: [UInt8] { text(40, 32) }
    var publisher: [UInt8] { text(318, 128) }
    var preparer: [UInt8] { text(446, 128) }
    var application: [UInt8] { text(574, 128) }
    var created: Int? { CalendarTime.seconds(digits: sector.part(813, 17)) }

    /// The bytes that are free for programs to use.
    var applicationUse: UntrustedBytes { sector.part(883, 512) }

    /// The record of the root directory.
    var root: ISODirectoryRecord? { ISODirectoryRecord(root: sector.part(156, 34)) }

    /// Where the path table for little-endian machines lies.
    func pathTable(blockSize: Int) -> FileExtent {
        FileExtent(
            imageOffset: sector.little32(at: 140) * blockSize, byteCount: sector.both32(at: 132))
    }

    private func text(_ offset: Int, _ count: Int) -> [UInt8] {
        guard kind == .joliet else { return sector.trimmed(offset, count) }
        let text = UCS2.text(sector.part(offset, count & ~1))
        return UntrustedBytes(text).trimmed(0, text.count)
    }
}
