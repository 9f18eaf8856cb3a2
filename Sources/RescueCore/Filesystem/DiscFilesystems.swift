/// The filesystems of a disc, read from the sectors that were rescued.
///
/// Nothing on the disc is believed: whatever it holds, reading ends, in memory bounded by its size.
public struct DiscFilesystems: Sendable {
    /// The volume descriptors of ISO 9660 of all sessions, those of the last session first.
    public private(set) var isoVolumes: [ISOVolume] = []

    /// What the UDF volume says, if there is one.
    public private(set) var udfVolume: UDFVolume?

    /// The trees, the one with the best names first: that is the one to show.
    ///
    /// Trees of one disc mostly name the same files; `filesOfItsOwn` tells what a further one adds.
    public private(set) var trees: [FileTree] = []

    /// The boot images of the first catalog that could be read.
    public private(set) var bootImages: ElTorito?

    /// What the system area holds.
    public let partitionTables: PartitionTables

    /// What was missing or broken before there was a tree to note it in.
    public private(set) var notes = FilesystemNotes()

    /// Where descriptors, path tables, the boot catalog and boot images lie.
    public private(set) var structures: [FileTree.Structure] = []

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
        var limits = limits
        var announcesUDF = false
        for start in sessions.sorted(by: >) where start >= 0 {
            let session = ISOSession(start: start, from: &source)
            announcesUDF = announcesUDF || session.announcesUDF
            read(session, from: &source, &limits)
        }
        readUDF(sessions, announcesUDF, from: &source, limits)
    }

    /// Reads the UDF volume, of which there is one, however many sessions there are.
    private mutating func readUDF(
        _ sessions: [LBA], _ isAnnounced: Bool,
        from source: inout some RescuedSectors & ~Copyable, _ limits: FileTreeBuilder.Limits
    ) {
        let udf = UDFReading(
            sessions: sessions, isAnnounced: isAnnounced, from: &source, limits: limits)
        udfVolume = udf.volume
        notes.add(udf.notes)
        use(udf.structures, for: .descriptor)
        guard let tree = udf.tree else { return }
        // Where there is Rock Ridge, it knows more than the UDF of a bridge disc.
        let place = trees.firstIndex { $0.format != .rockRidge } ?? trees.endIndex
        trees.insert(tree, at: place)
    }

    private mutating func read(
        _ session: ISOSession, from source: inout some RescuedSectors & ~Copyable,
        _ limits: inout FileTreeBuilder.Limits
    ) {
        notes.add(session.notes)
        use(session.descriptors, for: .descriptor)
        readBootCatalog(session.bootCatalog, from: &source)
        var trees: [FileTree] = []
        for volume in session.volumes where addRoot(of: volume) {
            let tree = ISOTreeReader.tree(of: volume, from: &source, limits: limits)
            limits = limits.without(tree)
            trees.append(tree)
        }
        // Trees that are alike in rank stay in the order of their descriptors.
        self.trees += [FileTree.Format.rockRidge, .joliet, .iso9660].flatMap { format in
            trees.filter { $0.format == format }
        }
        use(session.volumes.map(\.pathTable.sectors), for: .pathTable)
    }

    /// Notes that the tree of a volume is read.
    ///
    /// - Returns: Whether it was not read before: several descriptors may lead to one tree.
    private mutating func addRoot(of volume: ISOVolume) -> Bool {
        let isKnown = isoVolumes.contains {
            $0.root == volume.root && ($0.kind == .joliet) == (volume.kind == .joliet)
        }
        isoVolumes.append(volume)
        return !isKnown
    }

    private mutating func readBootCatalog(
        _ lba: LBA?, from source: inout some RescuedSectors & ~Copyable
    ) {
        guard let lba else { return }
        use([SectorRange(start: lba, count: 1)], for: .bootCatalog)
        guard let sector = source.sector(at: lba) else {
            return notes.add(.bootCatalog, .missing, lba: lba)
        }
        guard let found = ElTorito(UntrustedBytes(sector), lba: lba) else {
            return notes.add(.bootCatalog, .broken, lba: lba)
        }
        use(found.images.map(\.sectors), for: .bootImage)
        bootImages = bootImages ?? found
    }

    private mutating func use(_ ranges: [SectorRange], for subject: FilesystemNote.Subject) {
        structures += ranges.filter { !$0.isEmpty }.map {
            FileTree.Structure(subject: subject, range: $0)
        }
    }
}
