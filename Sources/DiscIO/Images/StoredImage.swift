public import RescueCore

/// An image and the files beside it: what it holds, and what is known of how it was made.
public struct StoredImage: Sendable {
    /// Where the image and its companions are.
    public let paths: OutputPaths

    /// The image, open for reading.
    package let file: ReadOnlyFile

    /// How the image was made; nil if nobody wrote it down.
    public let record: RipRecord?

    /// Which sectors were rescued.
    ///
    /// Without a map every sector counts as rescued: those of the record, or else all that the image has.
    public let map: SectorMap

    /// Whether somebody kept a map, or a record of a complete rip: only then is it known that nothing
    /// is missing.
    public let hasMap: Bool

    /// Opens an image, and reads what lies beside it.
    ///
    /// - Throws: `companion` if a map or a record cannot be understood; or why the image cannot be read.
    public init(_ path: String) throws(ImageError) {
        paths = OutputPaths(image: path)
        file = try ReadOnlyFile(image: path)
        let fileSystem = LinuxFileSystem()
        let saved: SectorMap?
        do throws(OutputError) {
            record = try RecordFile(paths.record, in: fileSystem).load()
            saved = try MapStore(paths.map, in: fileSystem)
                .load(sectorCount: record?.disc.sectorCount)?.map
        } catch {
            throw .companion(error)
        }
        hasMap = saved != nil || record?.state == .complete
        var map = saved ?? Self.wholeMap(record, byteCount: file.byteCount)
        // A mapfile cannot tell what is no data from what was not read.
        record?.disc.excluded?.forEach {
            saved == nil ? map.mark($0.range, as: .excluded) : map.exclude($0.range)
        }
        self.map = map
    }

    private static func wholeMap(_ record: RipRecord?, byteCount: Int) -> SectorMap {
        let size = (byteCount + Sector.size - 1) / Sector.size
        var map = SectorMap(sectorCount: record?.disc.sectorCount ?? size)
        map.mark(map.range, as: .rescued)
        return map
    }

    /// Which sectors of the image are there now: those that the map promises and the file has.
    public var presentMap: SectorMap { map.cut(toBytes: file.byteCount) }

    /// The sectors that are there now, for who reads filesystems.
    package var sectors: ImageSectors { ImageSectors(file, map: presentMap) }

    /// Where the sessions of the disc begin.
    public var sessionStarts: [LBA] { record?.disc.sessionStarts ?? [0] }

    /// Whether the record speaks of the image as it is, and nobody rescued more since.
    package var hasCurrentRecord: Bool { record?.summary == .init(of: map) }

    /// What was read first, if the record still speaks of that.
    package var firstPass: ChunkSums? { hasCurrentRecord ? record?.chunkSums : nil }
}

extension StoredImage {
    /// The bytes of some sectors, as far as the image has them and they were rescued.
    package func sectors(_ wanted: [LBA]) throws(ImageError) -> [LBA: [UInt8]] {
        var sectors: [LBA: [UInt8]] = [:]
        for lba in wanted where map.range.contains(lba) && map.status(at: lba) == .rescued {
            sectors[lba] = try file.sector(lba)
        }
        return sectors
    }

    /// Whether the image holds what was read first, in the chunks of some sectors; true where nobody
    /// recorded that.
    package func holdsFirstPass(of sectors: [LBA]) throws(ImageError) -> Bool {
        guard let sums = firstPass, sums.cover(sectorCount: map.sectorCount) else { return true }
        for chunk in Set(sectors.map { $0 / sums.chunkSectors }).sorted() {
            let range = SectorRange(start: chunk * sums.chunkSectors, count: sums.chunkSectors)
                .clamped(to: map.range)
            var bytes = [UInt8](repeating: 0, count: range.byteCount)
            var span = bytes.mutableSpan
            try file.read(into: &span, atByte: range.byteOffset)
            if ChunkSums.sum(of: bytes.span) != sums.sums[chunk] { return false }
        }
        return true
    }

    /// Adds a verification to the record, as it is now; does nothing without a record.
    ///
    /// - Throws: Why it cannot be done; `locked` while a rip works on the image, `vanished` if its name
    ///   stands for another file now.
    package func note(_ verification: RipRecord.Verification) throws(OutputError) {
        let fileSystem = LinuxFileSystem()
        guard record != nil, let lock = try ImageFile.open(paths.image, in: fileSystem) else {
            return
        }
        // What was verified is the file that was opened, whoever has its name by now.
        guard let named = try? ReadOnlyFile(paths.image), named.isSameFile(as: self.file) else {
            throw OutputError(.write, paths.record, .vanished)
        }
        let file = RecordFile(paths.record, in: fileSystem)
        guard var record = try file.load() else { return }
        record.verifications = (record.verifications ?? []) + [verification]
        try file.replace(with: record)
        // The lock ends here, not with its last use.
        _ = lock.byteCount
    }
}
