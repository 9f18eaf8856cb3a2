/// Reads the tree of one descriptor of an ISO 9660 volume.
///
/// Directories are read in the order in which they are found, each stretch of the disc once only:
/// a directory that leads to itself, or lies on another one, ends there. The work is bounded by the
/// size of the disc, the result by the limits of the builder.
struct ISOTreeReader {
    /// How records become names.
    enum Naming: Equatable {
        case plain
        case joliet
        case rockRidge(skipping: Int)
    }

    let volume: ISOVolume
    let naming: Naming
    var builder: FileTreeBuilder
    var visited: VisitedBlocks
    /// Directories still to be read, in the order of their discovery.
    var queue = [FileTree.root]
    var pending = ISOPendingFile()
    var systemUse = SystemUseReader()
    /// Whether directories may have lost records, so that another look is worth it.
    var isDamaged = false

    /// Reads the tree of a volume, with Rock Ridge where it has that.
    ///
    /// - Parameters:
    ///   - volume: The volume.
    ///   - source: The sectors that were rescued.
    ///   - limits: How large the tree may become.
    ///   - budget: How many bytes of continuation areas may be read; what was read is taken off.
    /// - Returns: The tree, as far as it could be read.
    static func tree(
        of volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable,
        limits: FileTreeBuilder.Limits, continuationBudget budget: inout Int
    ) -> FileTree {
        var reader = ISOTreeReader(volume, from: &source, limits: limits)
        reader.systemUse.budget = budget
        reader.readDirectories(from: &source)
        reader.readLost(from: &source)
        budget = reader.systemUse.budget
        return reader.tree()
    }

    private init(
        _ volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable,
        limits: FileTreeBuilder.Limits
    ) {
        self.volume = volume
        naming = Self.naming(of: volume, from: &source)
        visited = VisitedBlocks(sectorCount: source.sectorCount)
        builder = FileTreeBuilder(
            root: FileTreeBuilder.Entry(
                name: [], kind: .directory, size: volume.root.byteCount, extents: [volume.root],
                modified: volume.rootModified),
            limits: limits)
    }

    private static func naming(
        of volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable
    ) -> Naming {
        guard volume.kind != .joliet else { return .joliet }
        let root = volume.root.imageOffset ?? 0
        // If nobody knows, take the fields for what they look like.
        guard let sector = source.sector(at: root / Sector.size) else {
            return .rockRidge(skipping: 0)
        }
        let bytes = UntrustedBytes(sector).part(root % Sector.size)
        guard let record = ISODirectoryRecord(bytes), record.isSelf else { return .plain }
        return RockRidge.skippedBytes(inRootRecord: record.systemUse)
            .map { .rockRidge(skipping: $0) } ?? .plain
    }

    /// Whether the root's own record announces Rock Ridge.
    static func hasRockRidge(
        _ volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable
    ) -> Bool {
        let root = volume.root.imageOffset ?? 0
        guard volume.kind != .joliet, source.sector(at: root / Sector.size) != nil else {
            return false
        }
        if case .rockRidge = naming(of: volume, from: &source) { return true }
        return false
    }

    private mutating func readLost(from source: inout some RescuedSectors & ~Copyable) {
        if isDamaged { readOrphans(from: &source) }
    }

    private consuming func tree() -> FileTree {
        switch naming {
        case .plain: builder.tree(.iso9660)
        case .joliet: builder.tree(.joliet)
        case .rockRidge: builder.tree(systemUse.format, hasOwnNames: systemUse.hasNames)
        }
    }

    mutating func readDirectories(from source: inout some RescuedSectors & ~Copyable) {
        var place = 0
        while place < queue.count, !builder.isFull {
            readDirectory(queue[place], from: &source)
            place += 1
        }
        queue[place...].forEach { builder.leave($0) }
        queue = []
    }
}
