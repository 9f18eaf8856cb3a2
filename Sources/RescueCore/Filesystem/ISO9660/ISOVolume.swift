/// What a volume descriptor of ISO 9660 says.
///
/// Source: ECMA-119 clauses 8.4 and 8.5; Joliet specification for the names in UCS-2.
package struct ISOVolume: Hashable, Sendable {
    /// The kinds of descriptors that lead to a tree.
    package enum Kind: Hashable, Sendable {
        /// The primary descriptor.
        case primary
        /// A supplementary descriptor with names in UCS-2.
        case joliet
        /// A descriptor of ISO 9660:1999, or another supplementary one.
        case supplementary
    }

    /// Which kind of descriptor it is.
    package let kind: Kind
    /// Where the descriptor stands.
    package let lba: LBA
    /// The name of the volume.
    package let label: String
    /// For which system the disc was made.
    package let system: String
    /// Who published it.
    package let publisher: String
    /// Who prepared it.
    package let preparer: String
    /// What wrote it, often a program.
    package let application: String
    /// When it was made, in seconds since 1970 UTC.
    package let created: Int?
    /// How many logical blocks the volume says it has.
    package let blockCount: Int
    /// How many bytes a logical block has: 512, 1024 or 2048.
    package let blockSize: Int
    /// How many sectors the volume says it has.
    package let sectorCount: Int

    /// Where the path table for little-endian machines lies.
    let pathTable: FileExtent
    /// The extent of the root directory.
    let root: FileExtent
    let rootModified: Int?

    /// Reads the descriptor in a sector; nil if it is none that leads to a tree.
    init?(_ sector: UntrustedBytes, lba: LBA) {
        guard let fields = ISOVolumeFields(sector), let blockSize = fields.blockSize,
            let root = fields.root
        else { return nil }
        kind = fields.kind
        self.lba = lba
        self.blockSize = blockSize
        system = String(lossless: fields.system)
        label = String(lossless: fields.label)
        publisher = String(lossless: fields.publisher)
        preparer = String(lossless: fields.preparer)
        application = String(lossless: fields.application)
        created = fields.created
        blockCount = fields.blockCount
        sectorCount = fields.sectorCount
        pathTable = fields.pathTable(blockSize: blockSize)
        self.root = root.extent(blockSize: blockSize)
        rootModified = root.modified
    }
}
