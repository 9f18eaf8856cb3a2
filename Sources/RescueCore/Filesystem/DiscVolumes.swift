/// What the heads of a disc's filesystems tell: volumes, boot images, partition tables.
///
/// Some ten sectors are read for it, and of directories only the first sector of the root. What a
/// whole reading makes of the disc is told by `DiscFilesystems`.
package struct DiscVolumes: Sendable {
    /// The first sectors of the disc's sessions, ascending.
    package let sessionStarts: [LBA]

    /// Whether the tree of the first volume has POSIX names and links.
    package let hasRockRidge: Bool

    /// What the UDF volume says, if there is one.
    package let udfVolume: UDFVolume?

    /// The boot images of the first catalog that could be read.
    package private(set) var bootImages: ElTorito?

    /// What the system area holds.
    package let partitionTables: PartitionTables

    /// What was missing or broken.
    package private(set) var notes = FilesystemNotes()

    /// Where descriptors, the boot catalog and boot images lie.
    package private(set) var structures: [FileTree.Structure] = []

    /// The sessions, the last one first.
    let sessions: [ISOSession]
    /// The descriptors of UDF.
    let udf: UDFDescriptors

    /// Reads the heads of all filesystems.
    ///
    /// UDF is looked for only where a session announces it, or nothing of ISO 9660 is found.
    ///
    /// - Parameters:
    ///   - source: The sectors that were rescued.
    ///   - sessions: The first sectors of the disc's sessions; a disc of one session has only 0.
    package init(
        from source: inout some RescuedSectors & ~Copyable, sessions: [LBA] = [0]
    ) {
        self.init(from: &source, sessions: sessions, isThorough: false)
    }

    /// Reads them; a thorough look takes no promise for the truth, and finds all copies of what has
    /// some.
    init(
        from source: inout some RescuedSectors & ~Copyable, sessions: [LBA], isThorough: Bool
    ) {
        sessionStarts = sessions.filter { (0..<1 << 32).contains($0) }.sorted()
        partitionTables = PartitionTables(from: &source)
        var found: [ISOSession] = []
        for start in sessionStarts.reversed() {
            found.append(ISOSession(start: start, from: &source))
        }
        self.sessions = found
        let volumes = found.flatMap(\.volumes)
        hasRockRidge = volumes.first.map { ISOTreeReader.hasRockRidge($0, from: &source) } ?? false
        let announcesUDF = found.contains(where: \.announcesUDF)
        udf =
            isThorough || announcesUDF || volumes.isEmpty
            ? UDFDescriptors(
                sessions: sessionStarts.reversed(), isAnnounced: announcesUDF,
                isThorough: isThorough, from: &source)
            : UDFDescriptors()
        udfVolume = UDFVolume(udf)
        for session in found {
            notes.add(session.notes)
            structures += FileTree.Structure.all(session.descriptors, holding: .descriptor)
            readBootCatalog(session.bootCatalog, from: &source)
        }
        notes.add(udf.notes)
        if udf.logical == nil, announcesUDF {
            let anchor = (sessionStarts.first ?? 0) + UDFDescriptors.anchor
            notes.add(.descriptor, .broken, lba: anchor)
        }
        structures += FileTree.Structure.all(udf.structures, holding: .descriptor)
    }

    /// The volume descriptors of ISO 9660 of all sessions, those of the last session first.
    package var isoVolumes: [ISOVolume] { sessions.flatMap(\.volumes) }

    /// Where the volume begins that a computer mounts: with its session.
    package var volumeStart: LBA {
        guard let lba = isoVolumes.first?.lba else { return sessionStarts.last ?? 0 }
        return sessionStarts.last { $0 <= lba } ?? 0
    }

    private mutating func readBootCatalog(
        _ lba: LBA?, from source: inout some RescuedSectors & ~Copyable
    ) {
        guard let lba else { return }
        structures += FileTree.Structure.all(
            [SectorRange(start: lba, count: 1)], holding: .bootCatalog)
        guard let sector = source.sector(at: lba) else {
            return notes.add(.bootCatalog, .absence(of: lba, in: source.sectorCount), lba: lba)
        }
        guard let found = ElTorito(UntrustedBytes(sector), lba: lba) else {
            return notes.add(.bootCatalog, .broken, lba: lba)
        }
        structures += FileTree.Structure.all(found.images.map(\.sectors), holding: .bootImage)
        bootImages = bootImages ?? found
    }
}

extension DiscVolumes {
    /// Whether all that would name a boot image could be read.
    package var knowsBootImages: Bool {
        !notes.kept.contains {
            $0.subject == .bootCatalog
                || $0.subject == .descriptor && [.missing, .broken].contains($0.problem)
        }
    }
}
