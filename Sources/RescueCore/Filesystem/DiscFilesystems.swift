/// The filesystems of a disc, read from the sectors that were rescued.
///
/// Nothing on the disc is believed: whatever it holds, reading ends, in memory bounded by its size.
public struct DiscFilesystems: Sendable {
    /// The volume descriptors of ISO 9660 of all sessions, those of the last session first.
    public private(set) var isoVolumes: [ISOVolume] = []

    /// The trees, the one with the best names first: that is the one to show.
    ///
    /// Trees of one disc mostly name the same files; `entriesOfItsOwn` tells what a further one adds.
    public private(set) var trees: [FileTree] = []

    /// The boot images of the first catalog that could be read.
    public private(set) var bootImages: ElTorito?

    /// What the system area holds.
    public let partitionTables: PartitionTables

    /// What was missing or broken before there was a tree to note it in.
    public private(set) var notes = FilesystemNotes()

    /// Where descriptors, path tables and boot catalogs lie.
    public private(set) var structures: [SectorRange] = []

    /// Reads all filesystems.
    ///
    /// - Parameters:
    ///   - source: The sectors that were rescued.
    ///   - sessions: The first sectors of the disc's sessions; a disc of one session has only 0.
    public init(
        from source: inout some RescuedSectors & ~Copyable, sessions: [LBA] = [0]
    ) {
        self.init(from: &source, sessions: sessions, limits: .init())
    }

    init(
        from source: inout some RescuedSectors & ~Copyable, sessions: [LBA] = [0],
        limits: FileTreeBuilder.Limits
    ) {
        partitionTables = PartitionTables(from: &source)
        for start in sessions.sorted(by: >) where start >= 0 {
            readSession(at: start, from: &source, limits)
        }
    }

    private mutating func readSession(
        at start: LBA, from source: inout some RescuedSectors & ~Copyable,
        _ limits: FileTreeBuilder.Limits
    ) {
        let session = ISOSession(start: start, from: &source)
        notes.add(session.notes)
        structures += session.descriptors
        readBootCatalog(session.bootCatalog, from: &source)
        isoVolumes += session.volumes
        let trees = session.volumes.map {
            ISOTreeReader.tree(of: $0, from: &source, limits: limits)
        }
        // Trees that are alike in rank stay in the order of their descriptors.
        self.trees += [FileTree.Format.rockRidge, .joliet, .iso9660].flatMap { format in
            trees.filter { $0.format == format }
        }
        structures += session.volumes.map(\.pathTable.sectors).filter { !$0.isEmpty }
    }

    private mutating func readBootCatalog(
        _ lba: LBA?, from source: inout some RescuedSectors & ~Copyable
    ) {
        guard let lba else { return }
        structures.append(SectorRange(start: lba, count: 1))
        guard let sector = source.sector(at: lba) else {
            return notes.add(.bootCatalog, .missing, lba: lba)
        }
        guard let found = ElTorito(UntrustedBytes(sector), lba: lba) else {
            return notes.add(.bootCatalog, .broken, lba: lba)
        }
        bootImages = bootImages ?? found
    }
}
