package import RescueCore

/// Writes a rescue to its image and keeps the companions of the image: map, record, checksum.
///
/// The map on disk never counts a sector as rescued whose bytes are not in the image on disk: not
/// after any failure, and not after a loss of power at any moment.
package struct ImageWriter: ~Copyable {
    /// Where the image and its companions are.
    package let paths: OutputPaths

    private var image: ImageFile
    private let fileSystem: any FileSystem
    private let comments: MapComments
    private let sumPipeline = SumPipeline()
    /// The map as it may be on disk now: nothing but its rescued sectors is certain.
    private var saved: Mapfile?
    /// Where the image holds bytes of an earlier read that are to be read again.
    private var earlier: SectorMap?
    /// What was read in their place; the earlier bytes give way when a checkpoint confirms it.
    private var replacements: [LBA: [UInt8]] = [:]

    /// So many sectors are held back at the most: 16 MiB.
    private static let mostReplacements = 8_192

    init(
        _ image: consuming ImageFile, _ paths: OutputPaths, saved: Mapfile?,
        comments: @escaping MapComments, in fileSystem: any FileSystem
    ) {
        self.image = image
        self.paths = paths
        self.saved = saved
        self.comments = comments
        self.fileSystem = fileSystem
    }

    /// Gives the comment lines for a map that is saved now: see `Mapfile.header`.
    package typealias MapComments = @Sendable () -> [String]
}

extension ImageWriter: SectorSink {
    /// Stores sectors in the image; zeros that belong into a hole take up no space.
    ///
    /// What takes the place of bytes that are to be kept is held back until the next checkpoint.
    package mutating func write(
        _ bytes: borrowing Span<UInt8>, at start: LBA
    ) throws(OutputError) {
        let range = SectorRange(start: start, count: bytes.count / Sector.size)
        guard let earlier, earlier.runs(in: range).contains(where: Self.isRescued) else {
            return try store(bytes, at: start)
        }
        for lba in range.start..<range.end {
            let place = (lba - start) * Sector.size
            let sector = bytes.extracting(place..<place + Sector.size)
            if earlier.status(at: lba) == .rescued {
                replacements[lba] = Array(copying: sector)
            } else {
                try store(sector, at: lba)
            }
        }
    }

    private mutating func store(
        _ bytes: borrowing Span<UInt8>, at start: LBA
    ) throws(OutputError) {
        try image.write(bytes, at: start)
        sumPipeline.wrote(bytes, atByte: start * Sector.size)
    }

    /// Whether so much is held back that a checkpoint should be made.
    package var wantsCheckpoint: Bool { replacements.count >= Self.mostReplacements }

    /// The bytes of a sector as they were stored last.
    package func sector(at lba: LBA) throws(OutputError) -> [UInt8] {
        if let bytes = replacements[lba] { return bytes }
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        try image.read(into: &span, atByte: lba * Sector.size)
        return bytes
    }

    /// Takes sectors back; where bytes of an earlier read were to be kept, these are still there.
    ///
    /// The others become zero; if the saved map counts some of them as rescued, it is corrected first.
    package mutating func erase(_ range: SectorRange) throws(OutputError) {
        let kept = (earlier?.runs(in: range)).map { $0.filter(Self.isRescued).map(\.range) } ?? []
        for part in kept {
            for lba in part.start..<part.end { replacements[lba] = nil }
        }
        for part in SectorSet([range]).subtracting(SectorSet(kept)).ranges {
            try demote([part])
            sumPipeline.erased(fromByte: part.byteOffset)
            try image.erase(part)
        }
    }

    /// Brings the image to disk, then replaces the map.
    ///
    /// Once the image could not be brought to disk, no later map is saved: what the system failed
    /// to write it does not try again.
    package mutating func checkpoint(
        _ map: SectorMap, phase: RescuePhase
    ) throws(OutputError) {
        try image.checkPresence()
        try putReplacements()
        try image.sync()
        let map = holding(map)
        let next = map.firstRun(of: phase == .copying ? [SectorStatusSet(.untried)] : .missing)
        let position = next?.range.byteOffset ?? map.range.byteCount
        try save(
            Mapfile(
                map: map, activity: .init(phase), position: position, comments: comments()))
    }

    /// Puts what was held back in the place of earlier bytes, which the saved map counts no more then.
    private mutating func putReplacements() throws(OutputError) {
        guard !replacements.isEmpty else { return }
        let sectors = SectorSet(replacements.keys.map { SectorRange(start: $0, count: 1) })
        try demote(sectors.ranges)
        for (lba, bytes) in replacements.sorted(by: { $0.key < $1.key }) {
            try store(bytes.span, at: lba)
        }
        for range in sectors.ranges { earlier?.mark(range, as: .untried) }
        replacements.removeAll()
    }

    /// Makes the saved map count none of the sectors as rescued.
    private mutating func demote(_ ranges: [SectorRange]) throws(OutputError) {
        guard var demoted = saved else { return }
        let counted = ranges.filter { demoted.map.runs(in: $0).contains(where: Self.isRescued) }
        guard !counted.isEmpty else { return }
        for range in counted { demoted.map.mark(range, as: .untried) }
        try save(demoted)
    }

    private mutating func save(_ map: Mapfile) throws(OutputError) {
        let earlier = saved
        // If replacing fails, either of the two maps may be found on disk: what one of them counts
        // as rescued may be counted there.
        saved = map
        do throws(OutputError) {
            try MapStore(paths.map, in: fileSystem).replace(with: map)
        } catch {
            if let earlier { uniteSaved(with: earlier) }
            throw error
        }
    }

    private mutating func uniteSaved(with earlier: Mapfile) {
        for run in earlier.map.runs where run.status == .rescued {
            saved?.map.mark(run.range, as: .rescued)
        }
    }

    private static func isRescued(_ run: SectorMap.Run) -> Bool { run.status == .rescued }
}

extension ImageWriter {
    /// Keeps the bytes of sectors that are to be read again until others were read.
    mutating func keep(_ ranges: [SectorRange], of map: SectorMap) {
        var earlier = SectorMap(sectorCount: map.sectorCount)
        for range in ranges {
            for run in map.runs(in: range.clamped(to: map.range)) where run.status == .rescued {
                earlier.mark(run.range, as: .rescued)
            }
        }
        self.earlier = earlier
    }

    /// The map of what the image holds: what could not be read again is there from an earlier read.
    package func holding(_ map: SectorMap) -> SectorMap {
        guard let earlier else { return map }
        var map = map
        for run in earlier.runs where run.status == .rescued {
            let missing = map.runs(in: run.range).filter {
                SectorStatusSet.missing.contains($0.status)
            }
            missing.forEach { map.mark($0.range, as: .rescued) }
        }
        return map
    }

    /// Replaces the record.
    package func save(_ record: RipRecord) throws(OutputError) {
        try RecordFile(paths.record, in: fileSystem).replace(with: record)
    }

    /// The checksums of the whole image as it is now.
    ///
    /// What was not summed while it was written is read from the file.
    ///
    /// - Parameter isStopRequested: Asked between any two pieces of the file.
    /// - Returns: The sums; nil if somebody asked to stop.
    /// - Throws: Why the image cannot be read.
    package func sums(
        unless isStopRequested: () -> Bool = { false }
    ) throws(OutputError) -> ImageSums? {
        try sumPipeline.finish(from: image, unless: isStopRequested)
    }

    /// Writes the file that `sha256sum -c` takes; it belongs to an image that is final.
    ///
    /// - Throws: `exists` if a file has its name that is not of this image; that is kept.
    package func saveChecksum(_ sums: SumSet) throws(OutputError) {
        let file = AtomicFile(paths.checksum, in: fileSystem)
        let line = ChecksumFile.line(sum: sums.sha256, name: paths.imageName)
        do throws(OutputError) {
            try file.create(with: line.losslessBytes)
        } catch {
            guard error.reason == .exists, try file.checksum() == sums.sha256 else { throw error }
        }
    }

    /// Removes the image and its companions again, as if nothing had been made.
    ///
    /// What cannot be removed stays; it is an image that has just begun.
    package consuming func discard() {
        // Backwards, so that what a crash leaves in between can be told from a rip.
        for path in [paths.checksum, paths.map, paths.image, paths.record] {
            try? fileSystem.remove(path)
        }
    }
}

extension [UInt8] {
    /// The bytes of a span.
    fileprivate init(copying span: borrowing Span<UInt8>) {
        self = unsafe span.withUnsafeBytes { unsafe Array($0) }
    }
}
