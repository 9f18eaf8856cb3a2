package import RescueCore
import SystemPackage

/// What lies beside an image and says how it was made.
package struct ImageCompanions: Sendable {
    /// Where the image and its companions are.
    package let paths: OutputPaths

    /// The record; nil if there is none.
    package let record: RipRecord?

    /// Which sectors were rescued; nil if there is no map.
    package let map: SectorMap?

    private let fileSystem: any FileSystem

    /// Reads what lies beside an image.
    ///
    /// - Throws: `badRecord` or `badMap`, or why a companion cannot be read.
    package init(of paths: OutputPaths) throws(OutputError) {
        try self.init(of: paths, in: LinuxFileSystem())
    }

    package init(of paths: OutputPaths, in fileSystem: any FileSystem) throws(OutputError) {
        self.paths = paths
        self.fileSystem = fileSystem
        record = try RecordFile(paths.record, in: fileSystem).load()
        var map = try MapStore(paths.map, in: fileSystem)
            .load(sectorCount: record?.disc.sectorCount)?.map
        // A mapfile cannot tell what is no data from what was not read.
        record?.disc.excluded?.forEach { map?.exclude($0.range) }
        self.map = map
    }

    /// The map of an image of so many bytes, also where nobody kept one.
    ///
    /// Without a map every sector counts as rescued: those of the record, or else all that the
    /// image has.
    package func map(imageSize: Int) -> SectorMap {
        if let map { return map }
        let size = (imageSize + Sector.size - 1) / Sector.size
        var map = SectorMap(sectorCount: record?.disc.sectorCount ?? size)
        map.mark(map.range, as: .rescued)
        record?.disc.excluded?.forEach { map.mark($0.range, as: .excluded) }
        return map
    }

    /// What was read first, if the record has it and nobody rescued more since.
    package func firstPass(for map: SectorMap) -> ChunkSums? {
        guard let record, record.summary == .init(of: map) else { return nil }
        return record.chunkSums
    }

    /// Adds a verification to the record, as it is now; does nothing without a record.
    ///
    /// - Throws: Why it cannot be done; `locked` while a rip works on the image.
    package func note(_ verification: RipRecord.Verification) throws(OutputError) {
        guard record != nil, let lock = try ImageFile.open(paths.image, in: fileSystem) else {
            return
        }
        let file = RecordFile(paths.record, in: fileSystem)
        guard var record = try file.load() else { return }
        record.verifications = (record.verifications ?? []) + [verification]
        try file.replace(with: record)
        // The lock ends here, not with its last use.
        _ = lock.byteCount
    }
}
