import RescueCore

/// A disc of 64 sectors with a directory and three files: `/SUB/THREE` in sector 45, `/ONE` of 5000
/// bytes from sector 30 on, `/TWO` in sector 40.
///
/// The root is in sector 20, `/SUB` in sector 21, and nothing uses the sectors from 50 on.
enum SmallImage {
    /// The disc, as it can be changed still.
    static var builder: ISOBuilder {
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(
            at: ISOBuilder.root,
            [
                ISOBuilder.file("SUB", at: 21, size: 2048, flags: 2),
                ISOBuilder.file("ONE;1", at: 30, size: 5000),
                ISOBuilder.file("TWO;1", at: 40, size: 2048),
            ])
        builder.directory(at: 21, [ISOBuilder.file("THREE;1", at: 45, size: 10)])
        return builder
    }

    /// What is known of an image of it that lacks some sectors.
    static func analysis(missing: [SectorRange] = [], hasMap: Bool = true) -> ImageAnalysis {
        ImageAnalysis(of: builder.disc, missing: missing, hasMap: hasMap)
    }
}

extension ImageAnalysis {
    /// Looks at an image in memory that lacks some sectors, and perhaps ends before the disc does.
    init(
        of disc: MemorySectors, missing: [SectorRange] = [], sectorCount: Int? = nil,
        record: RipRecord? = nil, hasMap: Bool = true
    ) {
        var disc = disc
        var map = SectorMap(sectorCount: sectorCount ?? disc.sectorCount)
        map.mark(map.range, as: .rescued)
        for range in missing {
            map.mark(range, as: .unreadable)
            disc.missing.formUnion(range.start..<range.end)
        }
        disc.bytes.removeLast((disc.sectorCount - map.sectorCount) * Sector.size)
        self.init(of: &disc, map: map, sessions: [0], record: record, hasMap: hasMap)
    }

    /// The entry of the first tree at a path.
    func entry(at path: String) -> FileTree.Entry? { filesystems.trees.first?.entry(at: path) }
}
