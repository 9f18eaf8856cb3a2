/// What a volume descriptor of ISO 9660 says.
///
/// Source: ECMA-119 clauses 8.4 and 8.5; Joliet specification for the names in UCS-2.
public struct ISOVolume: Hashable, Sendable {
    /// The kinds of descriptors that lead to a tree.
    public enum Kind: Hashable, Sendable {
        /// The primary descriptor.
        case primary
        /// A supplementary descriptor with names in UCS-2.
        case joliet
        /// A descriptor of ISO 9660:1999, or another supplementary one.
        case supplementary
    }

    /// Which kind of descriptor it is.
    public let kind: Kind
    /// Where the descriptor stands.
    public let lba: LBA
    /// The name of the volume.
    public let label: String
    /// For which system the disc was made.
    public let system: String
    /// Who published it.
    public let publisher: String
    /// Who prepared it.
    public let preparer: String
    /// What wrote it, often a program.
    public let application: String
    /// When it was made, in seconds since 1970 UTC.
    public let created: Int?
    /// How many logical blocks the volume says it has.
    public let blockCount: Int
    /// How many bytes a logical block has: 512, 1024 or 2048.
    public let blockSize: Int

    /// Where the path table for little-endian machines lies.
    let pathTable: FileExtent
    /// The extent of the root directory.
    let root: FileExtent
    let rootModified: Int?

    /// How many sectors the volume says it has.
    public var sectorCount: Int { (blockCount * blockSize + Sector.size - 1) / Sector.size }

    /// Reads the descriptor in a sector; nil if it is none that leads to a tree.
    init?(_ sector: UntrustedBytes, lba: LBA) {
        guard sector.has("CD001", at: 1), let kind = Self.kind(of: sector) else { return nil }
        let blockSize = sector.little16(at: 128)
        guard [512, 1024, Sector.size].contains(blockSize) else { return nil }
        let text = { (offset: Int, count: Int) in
            Self.text(sector, offset, count, isWide: kind == .joliet)
        }
        self.kind = kind
        self.lba = lba
        self.blockSize = blockSize
        system = text(8, 32)
        label = text(40, 32)
        publisher = text(318, 128)
        preparer = text(446, 128)
        application = text(574, 128)
        created = CalendarTime.seconds(digits: sector.part(813, 17))
        blockCount = sector.little32(at: 80)
        pathTable = FileExtent(
            imageOffset: sector.little32(at: 140) * blockSize,
            byteCount: sector.little32(at: 132))
        guard let record = ISODirectoryRecord(sector.part(156, 34)) else { return nil }
        root = record.extent(blockSize: blockSize)
        rootModified = record.modified
    }

    private static func kind(of sector: UntrustedBytes) -> Kind? {
        switch sector[0] {
        case 1: .primary
        case 2:
            sector.has("%/", at: 88) && "@CE".utf8.contains(sector[90])
                ? .joliet : .supplementary
        default: nil
        }
    }

    private static func text(
        _ sector: UntrustedBytes, _ offset: Int, _ count: Int, isWide: Bool
    ) -> String {
        guard isWide else {
            return String(decoding: sector.trimmed(offset, count), as: UTF8.self)
        }
        let text = Wide.text(sector.part(offset, count & ~1))
        return String(decoding: UntrustedBytes(text).trimmed(0, text.count), as: UTF8.self)
    }
}

/// Text in big-endian UCS-2, as Joliet and UDF have it.
enum Wide {
    /// The text as UTF-8; half of a surrogate pair becomes a replacement character.
    static func text(_ bytes: UntrustedBytes) -> [UInt8] {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes.big16(at: $0))
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
