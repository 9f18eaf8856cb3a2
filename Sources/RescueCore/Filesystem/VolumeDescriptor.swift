/// What the primary volume descriptor of an ISO 9660 disc says of the volume.
///
/// Source: ECMA-119 clause 8.4.
public struct VolumeDescriptor: Hashable, Sendable {
    /// Where the first volume descriptor stands.
    public static let lba: LBA = 16

    /// The volume identifier without its padding; other bytes than ASCII become `_`.
    public var label: String

    /// How many sectors the volume says it has.
    public var sectorCount: Int

    /// Whether the volume is one of CD-ROM XA, whose files may have sectors of Form 2.
    ///
    /// Source: System Description CD-ROM XA: the mark `CD-XA001` in the application use field.
    public var isXA: Bool

    /// Whether it is a Video CD or Super Video CD: a CD-ROM XA "bridge disc", by its system identifier.
    public var isVideoCD: Bool

    /// Finds the descriptor of the volume that a computer would mount; nil if it has none.
    public init?(of disc: DiscDescription, in identity: DiscIdentity) {
        guard let sector = identity.witnesses[disc.volumeStart + Self.lba] else { return nil }
        self.init(sector: sector)
    }

    /// Reads the descriptor out of the bytes of sector 16; nil if they are none.
    public init?(sector: [UInt8]) {
        guard sector.count == Sector.size, sector[0] == 1,
            sector[1..<6].elementsEqual("CD001".utf8)
        else { return nil }
        label = Self.text(sector[40..<72])
        sectorCount = Self.littleEndian(sector[80..<84])
        isXA = sector[1024..<1032].elementsEqual("CD-XA001".utf8)
        isVideoCD = sector[8..<25].elementsEqual("CD-RTOS CD-BRIDGE".utf8)
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        let padding: Set<UInt8> = [0x20, 0x00]
        let end = field.lastIndex { !padding.contains($0) }.map { $0 + 1 } ?? field.startIndex
        let printable = field[..<end].map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "_") }
        return String(decoding: printable, as: UTF8.self)
    }

    private static func littleEndian(_ field: ArraySlice<UInt8>) -> Int {
        field.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
