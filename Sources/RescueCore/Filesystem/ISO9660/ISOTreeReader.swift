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
    var isDamaged = false

    /// Reads the tree of a volume, with Rock Ridge where it has that.
    static func tree(
        of volume: ISOVolume, from source: inout some RescuedSectors & ~Copyable,
        limits: FileTreeBuilder.Limits = .init()
    ) -> FileTree {
        var reader = ISOTreeReader(volume, from: &source, limits: limits)
        reader.readDirectories(from: &source)
        return reader.finish(from: &source)
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

    private consuming func finish(
        from source: inout some RescuedSectors & ~Copyable
    ) -> FileTree {
        if isDamaged {
            readOrphans(from: &source)
        }
        return switch naming {
        case .plain: builder.tree(.iso9660)
        case .joliet: builder.tree(.joliet)
        case .rockRidge: builder.tree(systemUse.wasSeen ? .rockRidge : .iso9660)
        }
    }

    mutating func readDirectories(from source: inout some RescuedSectors & ~Copyable) {
        var place = 0
        while place < queue.count, !builder.isFull {
            readDirectory(queue[place], from: &source)
            place += 1
        }
        queue = []
    }
}
