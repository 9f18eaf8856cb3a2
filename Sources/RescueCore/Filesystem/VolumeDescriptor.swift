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

    /// Reads the descriptor out of the bytes of sector 16; nil if they are none.
    public init?(sector: [UInt8]) {
        guard sector.count == Sector.size, sector[0] == 1,
            sector[1..<6].elementsEqual("CD001".utf8)
        else { return nil }
        label = Self.text(sector[40..<72])
        sectorCount = Self.littleEndian(sector[80..<84])
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
