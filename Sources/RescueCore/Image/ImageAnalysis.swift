/// What is known of an image: its companions, its filesystems, and what its missing sectors hurt.
public struct ImageAnalysis: Sendable {
    /// Which sectors there are; those that the file does not have are not rescued.
    public let map: SectorMap

    /// Where the sessions of the disc begin.
    public let sessions: [LBA]

    /// How the image was made; nil if nobody wrote it down.
    public let record: RipRecord?

    /// Whether somebody kept a map, without which nothing is known to be missing.
    public let hasMap: Bool

    /// What can be read of its filesystems.
    package let filesystems: DiscFilesystems

    /// What the missing sectors hurt.
    public let damage: FilesystemDamage

    /// What dvdisaster put behind the filesystems.
    package let ecc: ECCAugmentation?

    /// Looks at an image.
    ///
    /// - Parameters:
    ///   - sectors: Those that the map has as rescued.
    ///   - map: Which sectors the image has.
    ///   - sessions: The first sectors of the disc's sessions.
    ///   - record: How the image was made.
    ///   - hasMap: Whether the map is one that somebody kept.
    package init(
        of sectors: inout some RescuedSectors & ~Copyable, map: SectorMap, sessions: [LBA],
        record: RipRecord? = nil, hasMap: Bool = true
    ) {
        self.map = map
        self.sessions = sessions
        self.record = record
        self.hasMap = hasMap
        filesystems = DiscFilesystems(from: &sectors, sessions: sessions)
        damage = FilesystemDamage(filesystems, BadSectors(map))
        ecc = filesystems.end.flatMap { ECCAugmentation(behind: $0, from: &sectors) }
    }

    /// How many sectors are missing.
    public var missing: Int { map.count(of: .missing) }

    /// How many sectors the volumes count behind the end of the image; 0 if the disc did not have
    /// them either.
    public var shortage: Int {
        if let record, record.disc.sectorCount <= map.sectorCount { return 0 }
        return max(0, (filesystems.claimedSectors ?? 0) - map.sectorCount)
    }

    /// Whether nothing is missing and nothing broken, as far as is known; files may lie behind the end
    /// of the image.
    public var isWhole: Bool { missing == 0 && shortage == 0 && damage.isHarmless }

    /// How many files there are, each counted once.
    public var fileCount: Int {
        filesystems.trees.indices.reduce(0) { $0 + filesystems.filesOfItsOwn(tree: $1).count }
    }

    /// An entry that was hurt.
    public func entry(of hurt: FilesystemDamage.Hurt) -> FileTree.Entry {
        filesystems.trees[hurt.tree][hurt.entry]
    }
}
