/// The filesystems of a disc, read from the sectors that were rescued.
///
/// Nothing on the disc is believed: whatever it holds, reading ends, in memory bounded by its size.
package struct DiscFilesystems: Sendable {
    /// What their heads tell: volumes, boot images, partition tables.
    package let volumes: DiscVolumes

    /// The trees, the one with the best names first: that is the one to show.
    ///
    /// Trees of one disc mostly name the same files; `filesOfItsOwn` tells what a further one adds.
    package private(set) var trees: [FileTree] = []

    /// The session of each tree, 0 being the last one.
    private(set) var treeSessions: [Int] = []

    /// What was missing or broken before there was a tree to note it in.
    package private(set) var notes: FilesystemNotes

    /// Where descriptors, path tables, the boot catalog and boot images lie.
    package private(set) var structures: [FileTree.Structure]

    /// Reads all filesystems.
    ///
    /// - Parameters:
    ///   - source: The sectors that were rescued.
    ///   - sessions: The first sectors of the disc's sessions; a disc of one session has only 0.
    package init(
        from source: inout some RescuedSectors & ~Copyable, sessions: [LBA] = [0]
    ) {
        self.init(from: &source, sessions: sessions, limits: .init())
    }

    init(
        from source: inout some RescuedSectors & ~Copyable, sessions: [LBA] = [0],
        limits: FileTreeBuilder.Limits
    ) {
        volumes = DiscVolumes(from: &source, sessions: sessions, isThorough: true)
        notes = volumes.notes
        structures = volumes.structures
        var limits = limits
        var known: [ISOVolume] = []
        var budget = SystemUseReader.budget(sectorCount: source.sectorCount)
        for (number, session) in volumes.sessions.enumerated() {
            read(session, &known, from: &source, &limits, &budget)
            treeSessions += Array(repeating: number, count: trees.count - treeSessions.count)
        }
        readUDF(from: &source, limits)
        noteLostRecords()
    }

    /// The volume descriptors of ISO 9660 of all sessions, those of the last session first.
    package var isoVolumes: [ISOVolume] { volumes.isoVolumes }

    /// What the UDF volume says, if there is one.
    package var udfVolume: UDFVolume? { volumes.udfVolume }

    /// How many sectors the volumes say they have; nil if there are none.
    package var end: LBA? {
        (isoVolumes.map(\.sectorCount) + [udfVolume?.sectorCount].compactMap(\.self)).max()
    }

    /// How many sectors an image must have by what the volumes say; nil if none says anything.
    ///
    /// A partition of UDF that can be written to may reach behind what was written.
    package var claimedSectors: Int? {
        let udf = udfVolume.flatMap { $0.isReadOnly ? $0.sectorCount : nil }
        return (isoVolumes.map(\.sectorCount) + [udf].compactMap(\.self)).max()
    }

    /// The boot images of the first catalog that could be read.
    package var bootImages: ElTorito? { volumes.bootImages }

    /// What the system area holds.
    package var partitionTables: PartitionTables { volumes.partitionTables }

    /// Compares directories that may have lost records with those of the other trees.
    private mutating func noteLostRecords() {
        for number in trees.indices where trees[number].hasBlankDirectories {
            let others = trees.indices.filter {
                $0 != number && treeSessions[$0] == treeSessions[number]
            }
            let lost = LostRecords(in: trees[number], comparedWith: others.map { trees[$0] })
            for index in lost.directories { trees[number].noteLostRecords(of: index) }
        }
    }

    /// Reads the UDF volume, of which there is one, however many sessions there are.
    private mutating func readUDF(
        from source: inout some RescuedSectors & ~Copyable, _ limits: FileTreeBuilder.Limits
    ) {
        let udf = UDFReading(volumes.udf, from: &source, limits: limits)
        notes.add(udf.notes)
        structures += FileTree.Structure.all(udf.structures, holding: .descriptor)
        guard let tree = udf.tree else { return }
        // Where there is Rock Ridge, it knows more than the UDF of a bridge disc.
        let place = trees.firstIndex { tree.rank < $0.rank } ?? trees.endIndex
        trees.insert(tree, at: place)
        treeSessions.insert(0, at: place)
    }

    private mutating func read(
        _ session: ISOSession, _ known: inout [ISOVolume],
        from source: inout some RescuedSectors & ~Copyable,
        _ limits: inout FileTreeBuilder.Limits, _ budget: inout Int
    ) {
        var found: [FileTree] = []
        for volume in session.volumes {
            // Several descriptors may lead to one tree.
            let isKnown = known.contains {
                $0.root == volume.root && ($0.kind == .joliet) == (volume.kind == .joliet)
            }
            known.append(volume)
            if isKnown { continue }
            let tree = ISOTreeReader.tree(
                of: volume, from: &source, limits: limits, continuationBudget: &budget)
            limits = limits.without(tree)
            found.append(tree)
        }
        // Trees that are alike in rank stay in the order of their descriptors.
        trees += FileTree.Rank.allCases.flatMap { rank in found.filter { $0.rank == rank } }
        structures += FileTree.Structure.all(
            session.volumes.map(\.pathTable.sectors), holding: .pathTable)
    }
}
