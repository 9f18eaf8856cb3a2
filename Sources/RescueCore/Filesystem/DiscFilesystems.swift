/// The filesystems of a disc, read from the sectors that were rescued.
///
/// Nothing on the disc is believed: whatever it holds, reading ends, in memory bounded by its size.
public struct DiscFilesystems: Sendable {
    /// What their heads tell: volumes, boot images, partition tables.
    public let overview: DiscOverview

    /// The trees, the one with the best names first: that is the one to show.
    ///
    /// Trees of one disc mostly name the same files; `filesOfItsOwn` tells what a further one adds.
    public private(set) var trees: [FileTree] = []

    /// The session of each tree, 0 being the last one.
    private(set) var treeSessions: [Int] = []

    /// What was missing or broken before there was a tree to note it in.
    public private(set) var notes: FilesystemNotes

    /// Where descriptors, path tables, the boot catalog and boot images lie.
    public private(set) var structures: [FileTree.Structure]

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
        overview = DiscOverview(from: &source, sessions: sessions, isThorough: true)
        notes = overview.notes
        structures = overview.structures
        var limits = limits
        var known: [ISOVolume] = []
        for (number, session) in overview.sessions.enumerated() {
            read(session, &known, from: &source, &limits)
            treeSessions += Array(repeating: number, count: trees.count - treeSessions.count)
        }
        readUDF(from: &source, limits)
    }

    /// The volume descriptors of ISO 9660 of all sessions, those of the last session first.
    public var isoVolumes: [ISOVolume] { overview.isoVolumes }

    /// What the UDF volume says, if there is one.
    public var udfVolume: UDFVolume? { overview.udfVolume }

    /// The boot images of the first catalog that could be read.
    public var bootImages: ElTorito? { overview.bootImages }

    /// What the system area holds.
    public var partitionTables: PartitionTables { overview.partitionTables }

    /// Reads the UDF volume, of which there is one, however many sessions there are.
    private mutating func readUDF(
        from source: inout some RescuedSectors & ~Copyable, _ limits: FileTreeBuilder.Limits
    ) {
        let udf = UDFReading(overview.udf, from: &source, limits: limits)
        notes.add(udf.notes)
        structures += FileTree.Structure.all(udf.structures, holding: .descriptor)
        guard let tree = udf.tree else { return }
        // Where there is Rock Ridge, it knows more than the UDF of a bridge disc.
        let place = trees.firstIndex { $0.format != .rockRidge } ?? trees.endIndex
        trees.insert(tree, at: place)
        treeSessions.insert(0, at: place)
    }

    private mutating func read(
        _ session: ISOSession, _ known: inout [ISOVolume],
        from source: inout some RescuedSectors & ~Copyable,
        _ limits: inout FileTreeBuilder.Limits
    ) {
        var trees: [FileTree] = []
        for volume in session.volumes {
            // Several descriptors may lead to one tree.
            let isKnown = known.contains {
                $0.root == volume.root && ($0.kind == .joliet) == (volume.kind == .joliet)
            }
            known.append(volume)
            if isKnown { continue }
            let tree = ISOTreeReader.tree(of: volume, from: &source, limits: limits)
            limits = limits.without(tree)
            trees.append(tree)
        }
        // Trees that are alike in rank stay in the order of their descriptors.
        self.trees += [FileTree.Format.rockRidge, .joliet, .iso9660].flatMap { format in
            trees.filter { $0.format == format }
        }
        structures += FileTree.Structure.all(
            session.volumes.map(\.pathTable.sectors), holding: .pathTable)
    }
}
