/// What a file entry says of a file: its kind, size and time, and where its bytes lie.
///
/// Source: ECMA-167 4/14.9 (file entry), 4/14.17 (extended file entry), 4/14.6 (ICB tag).
struct UDFFileEntry {
    /// How the place of the bytes is written (4/14.6.8).
    enum Layout: Int {
        case short
        case long
        case extended
        case embedded

        /// How long one allocation descriptor is.
        var descriptorLength: Int {
            switch self {
            case .short: 8
            case .long: 16
            case .extended: 20
            case .embedded: 1
            }
        }
    }

    /// The file types of 4/14.6.6 and UDF 2.60, 2.3.5.2.
    enum FileType {
        static let directory: UInt8 = 4
        static let file: UInt8 = 5
        static let symbolicLink: UInt8 = 12
        static let virtualTable: UInt8 = 248
        static let special: Set<UInt8> = [6, 7, 9, 10]
    }

    let type: UInt8
    let layout: Layout
    let byteCount: Int
    let modified: Int?
    /// The strategy 4096 keeps older entries and puts a link to the next one behind each.
    let isChained: Bool
    /// The allocation descriptors, or the bytes of the file themselves.
    let allocation: UntrustedBytes
    /// Where these begin in the sector.
    let allocationOffset: Int

    /// Reads the entry in a sector; nil if there is no sound one.
    init?(_ sector: UntrustedBytes) {
        guard let tag = UDFTag(sector), tag.isSound,
            let layout = Layout(rawValue: sector.little16(at: 34) & 7)
        else { return nil }
        let head: Int
        switch tag.kind {
        case .fileEntry: head = 176
        case .extendedFileEntry: head = 216
        default: return nil
        }
        type = sector[27]
        isChained = sector.little16(at: 20) == 4096
        self.layout = layout
        byteCount = sector.little64(at: 56)
        modified = UDFText.seconds(sector.part(head == 176 ? 84 : 92, 12))
        allocationOffset = head + sector.little32(at: head - 8)
        allocation = sector.part(allocationOffset, sector.little32(at: head - 4))
    }

    var kind: FileTree.Kind {
        switch type {
        case FileType.directory: .directory
        case FileType.symbolicLink: .symbolicLink
        case let type where FileType.special.contains(type): .special
        default: .file
        }
    }
}
