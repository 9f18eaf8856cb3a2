package import RescueCore
import SystemPackage

/// What is found where an image is to be written.
package enum FoundOutput: ~Copyable {
    /// Nothing: a rip can begin.
    case nothing
    /// An image that is not finished: a rip can go on. Unless it is resumed, nothing is changed.
    case unfinished(UnfinishedOutput)
    /// A finished image; there is nothing left to do.
    case complete(RipRecord)
    /// A finished image of which so many sectors are not what was read, by its last verification.
    case changed(RipRecord, sectors: Int)

    /// The image that is not finished; nil if anything else was found.
    package consuming func unfinished() -> UnfinishedOutput? {
        switch consume self {
        case .unfinished(let output): return output
        default: return nil
        }
    }
}

/// An image that a rip left unfinished, locked and otherwise untouched.
package struct UnfinishedOutput: ~Copyable {
    /// How the image was made so far; nil for a rescue of ddrescue's that is taken over.
    ///
    /// The disc is to be compared with its fingerprint before the rip goes on.
    package let record: RipRecord?

    /// What is known of every sector.
    package let map: SectorMap

    let saved: Mapfile?
    /// Nil if the first run ended before it had made the image.
    var image: ImageFile?

    /// The bytes that the image holds of a sector, to compare them with the disc's.
    ///
    /// - Returns: The bytes; nil if there is no image yet.
    /// - Throws: Why the image cannot be read.
    package func sector(_ lba: LBA) throws(OutputError) -> [UInt8]? {
        guard image != nil else { return nil }
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        try image?.read(into: &span, atByte: lba * Sector.size)
        return bytes
    }
}

/// Decides what is done with an image's name: begin, go on, or refuse.
///
/// Nothing is overwritten. The order of beginning is record, image, map: wherever it ends,
/// the next run can go on.
package struct OutputOpening: Sendable {
    private let paths: OutputPaths
    private let fileSystem: any FileSystem

    /// Makes an opening for an image and its companions.
    package init(_ paths: OutputPaths) {
        self.init(paths, in: LinuxFileSystem())
    }

    package init(_ paths: OutputPaths, in fileSystem: any FileSystem) {
        self.paths = paths
        self.fileSystem = fileSystem
    }

    /// Looks what is there, and locks an unfinished image; changes nothing.
    ///
    /// - Parameters:
    ///   - sectorCount: The size of the disc that is to be read.
    ///   - reopensComplete: Whether a finished image is opened, too, as one that is not.
    /// - Returns: What is there.
    /// - Throws: Why nothing can be done with what is there, and what a person can do.
    package func find(
        sectorCount: Int, reopensComplete: Bool = false
    ) throws(OutputError) -> FoundOutput {
        // A finished image may be one that nobody can write to.
        if !reopensComplete, let found = try findFinished() { return found }
        let image = try ImageFile.open(paths.image, in: fileSystem)
        // Only now, behind the lock, nobody else changes the companions.
        if let image {
            if !reopensComplete, let found = try findFinished() { return found }
            return try found(
                image, try loadRecord(), sectorCount: sectorCount, isReread: reopensComplete)
        }
        return try foundNoImage(try loadRecord(), sectorCount: sectorCount)
    }

    /// The image if it is finished; nil if there is something left to do, or no image.
    private func findFinished() throws(OutputError) -> FoundOutput? {
        guard let record = try loadRecord(), record.state == .complete,
            let byteCount = try sizeOfFile(at: paths.image)
        else { return nil }
        let saved = try loadMap(sectorCount: record.disc.sectorCount)
        let state = ImageState(map: saved?.map, record: record, byteCount: byteCount)
        switch state {
        case .complete: return .complete(record)
        case .changed(let sectors): return .changed(record, sectors: sectors)
        case .cut, .tooLong: throw OutputError(.open, paths.image, misfit: state)
        case .incomplete, .lacksFormTwo, .unknown: return nil
        }
    }

    private func found(
        _ image: consuming ImageFile, _ record: RipRecord?, sectorCount: Int, isReread: Bool
    ) throws(OutputError) -> FoundOutput {
        let sectorCount = record?.disc.sectorCount ?? sectorCount
        let saved = try loadMap(sectorCount: sectorCount)
        guard record != nil || saved != nil else {
            throw OutputError(.create, paths.image, .exists)
        }
        // A rip writes its first map before its first sector.
        if saved == nil, try !image.isEmpty() {
            throw OutputError(.open, paths.image, .noMap)
        }
        let map = saved?.map ?? SectorMap(sectorCount: sectorCount)
        let state = ImageState(map: map, record: record, byteCount: image.byteCount)
        switch state {
        case .cut, .tooLong: throw OutputError(.open, paths.image, misfit: state)
        case .changed(let sectors) where !isReread:
            // Nothing is missing, and nobody has confirmed what was found to differ.
            if let record { return .changed(record, sectors: sectors) }
            fallthrough
        case .complete, .lacksFormTwo, .incomplete, .changed, .unknown:
            return .unfinished(
                UnfinishedOutput(record: record, map: map, saved: saved, image: image))
        }
    }

    private func foundNoImage(
        _ record: RipRecord?, sectorCount: Int
    ) throws(OutputError) -> FoundOutput {
        guard try !isThere(paths.map) else { throw OutputError(.open, paths.map, .noImage) }
        guard let record else {
            guard try !isThere(paths.checksum) else {
                throw OutputError(.create, paths.checksum, .exists)
            }
            return .nothing
        }
        guard record.state == .started, record.summary.rescued == 0 else {
            throw OutputError(.open, paths.record, .noImage)
        }
        let map = SectorMap(sectorCount: record.disc.sectorCount)
        return .unfinished(UnfinishedOutput(record: record, map: map, saved: nil, image: nil))
    }
}

extension OutputOpening {
    /// Begins a rip where nothing was found: makes the record, the image and the map.
    ///
    /// - Parameters:
    ///   - record: The record of a rip that has begun.
    ///   - comments: Gives the comment lines of every map.
    /// - Returns: The writer; every sector of its image is zero.
    /// - Throws: Why not; what was made is removed again.
    package func create(
        _ record: RipRecord, comments: @escaping ImageWriter.MapComments
    ) throws(OutputError) -> ImageWriter {
        let path = paths.record
        try RecordFile(path, in: fileSystem).create(record)
        do throws(OutputError) {
            return try begin(sectorCount: record.disc.sectorCount, comments)
        } catch {
            try? fileSystem.remove(path)
            throw error
        }
    }

    /// Goes on with an unfinished rip: whatever its map does not count as rescued becomes zero.
    ///
    /// - Parameters:
    ///   - found: What `find` found.
    ///   - record: The record of the rip that goes on.
    ///   - rereading: Rescued sectors that are to be read again; their bytes stay until they were.
    ///   - comments: Gives the comment lines of every map.
    /// - Returns: The writer; go on with the map of `found`.
    /// - Throws: Why not; the map on disk is still true.
    package func resume(
        _ found: consuming UnfinishedOutput, _ record: RipRecord,
        rereading: [SectorRange] = [], comments: @escaping ImageWriter.MapComments
    ) throws(OutputError) -> ImageWriter {
        let map = found.map
        precondition(record.disc.sectorCount == map.sectorCount, "the record is of this disc")
        let file = RecordFile(paths.record, in: fileSystem)
        if !rereading.isEmpty {
            // It would be of another image from the first byte on that is replaced; and once the record
            // has no sum any more, nobody could tell whose it is.
            try removeChecksum(of: found.record)
        }
        guard var image = found.image.take() else {
            try file.replace(with: record)
            return try begin(sectorCount: map.sectorCount, comments)
        }
        try image.checkRoom(for: map)
        if found.record == nil {
            try file.create(record)
        } else {
            try file.replace(with: record)
        }
        try image.resize(to: map.range.byteCount)
        var writer = ImageWriter(
            image, paths, saved: found.saved, comments: comments, in: fileSystem)
        if !rereading.isEmpty { writer.keep(rereading, of: map) }
        // Before anything is erased: a map of ddrescue's may count a part of a sector as rescued.
        try writer.checkpoint(map, phase: found.saved?.activity.phase ?? .copying)
        for run in map.runs where run.status != .rescued {
            try writer.erase(run.range)
        }
        return writer
    }

    private func begin(
        sectorCount: Int, _ comments: @escaping ImageWriter.MapComments
    ) throws(OutputError) -> ImageWriter {
        let map = SectorMap(sectorCount: sectorCount)
        let path = paths.image
        try checkRoom(for: map.range.byteCount, at: path, in: fileSystem)
        let image = try ImageFile.create(path, size: map.range.byteCount, in: fileSystem)
        var writer = ImageWriter(image, paths, saved: nil, comments: comments, in: fileSystem)
        do throws(OutputError) {
            try writer.checkpoint(map, phase: .copying)
            return writer
        } catch {
            // Backwards, so that what a crash leaves in between is a rip that has just begun.
            try? fileSystem.remove(paths.map)
            try? fileSystem.remove(path)
            throw error
        }
    }

    /// Removes the checksum file, if it is the one that was made with the image.
    private func removeChecksum(of record: RipRecord?) throws(OutputError) {
        guard let sum = record?.sums?.sha256,
            try AtomicFile(paths.checksum, in: fileSystem).checksum() == sum
        else { return }
        try? fileSystem.remove(paths.checksum)
    }

    private func loadRecord() throws(OutputError) -> RipRecord? {
        try RecordFile(paths.record, in: fileSystem).load()
    }

    private func loadMap(sectorCount: Int) throws(OutputError) -> Mapfile? {
        try MapStore(paths.map, in: fileSystem).load(sectorCount: sectorCount)
    }

    private func isThere(_ path: String) throws(OutputError) -> Bool {
        try sizeOfFile(at: path) != nil
    }

    /// How long a file is, in bytes; nil if there is none.
    private func sizeOfFile(at path: String) throws(OutputError) -> Int? {
        do throws(Errno) {
            return try fileSystem.status(at: path).size
        } catch {
            guard error != .noSuchFileOrDirectory else { return nil }
            throw OutputError(.inspect, path, errno: error)
        }
    }
}

extension OutputError {
    /// Why an image whose size does not fit cannot be gone on with.
    fileprivate init(_ operation: Operation, _ path: String, misfit state: ImageState) {
        let reason: Reason =
            switch state {
            case .cut(let end, let size): .mapAhead(rescuedEnd: end, imageSize: size)
            case .tooLong(let size, let disc): .imageTooLong(imageSize: size, discSize: disc)
            case .complete, .lacksFormTwo, .incomplete, .changed, .unknown: .exists
            }
        self.init(operation, path, reason)
    }
}
