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
        guard let fields = ISOVolumeFields(UntrustedBytes(sector)), fields.kind == .primary else {
            return nil
        }
        let printable = fields.label.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "_") }
        label = String(decoding: printable, as: UTF8.self)
        sectorCount = fields.sectorCount
        isXA = fields.applicationUse.has("CD-XA001", at: 141)
        isVideoCD = fields.system.starts(with: "CD-RTOS CD-BRIDGE".utf8)
    }
}
