public import RescueCore

/// One merge: makes one image of several copies of the same disc.
///
/// A merge that fails leaves nothing behind.
public struct ImageMerge {
    private let copies: [StoredImage]
    /// What can be taken from each copy.
    private let maps: [SectorMap]
    /// All that some record knows to be no data.
    private let exclusions: [RipRecord.Exclusion]
    private let output: OutputPaths
    private let preferred: Int?
    private let observer: any RunObserver

    /// Looks at the copies and what lies beside them.
    ///
    /// - Parameters:
    ///   - paths: The copies.
    ///   - output: The image to write; nothing may lie there.
    ///   - preferred: The copy that decides where there is no majority; one of `paths`.
    ///   - observer: Who follows the merge.
    /// - Throws: Why they cannot be merged.
    public init(
        of paths: [String], to output: String, preferring preferred: String? = nil,
        observer: any RunObserver = UnobservedRun()
    ) throws(RunError) {
        let copies = try running { try paths.map { try StoredImage($0) } }
        self.copies = copies
        let exclusions = Set(copies.flatMap { $0.record?.disc.excluded ?? [] })
            .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        self.exclusions = exclusions
        maps = copies.map { copy in
            var map = copy.presentMap
            if copy.record == nil {
                exclusions.forEach { map.mark($0.range.clamped(to: map.range), as: .excluded) }
            }
            return map
        }
        self.output = OutputPaths(image: output)
        self.preferred = preferred.flatMap { paths.firstIndex(of: $0) }
        self.observer = observer
        try refuseSameFile()
        try refuseOtherRecords()
        guard maps.contains(where: { $0.count(of: .rescued) > 0 }) else { throw .nothingToMerge }
    }

    private func refuseSameFile() throws(RunError) {
        for (place, copy) in copies.enumerated() {
            for other in copies[..<place] where copy.file.isSameFile(as: other.file) {
                throw .sameCopy(other.paths.image, copy.paths.image)
            }
        }
    }

    private func refuseOtherRecords() throws(RunError) {
        let known = copies.compactMap { copy in
            (copy.record?.disc.fingerprint).map { (copy.paths.image, $0) }
        }
        for (place, (name, fingerprint)) in known.enumerated() {
            for (otherName, other) in known[..<place] {
                // A record without a table of contents says nothing of one.
                let mismatch =
                    fingerprint.tracks.isEmpty
                    ? fingerprint.mismatch(with: other) : other.mismatch(with: fingerprint)
                guard let mismatch else { continue }
                throw .differentCopies(otherName, name, .records(mismatch))
            }
        }
    }

    /// Merges.
    ///
    /// - Returns: What came of it.
    /// - Throws: Why not; `mergeInterrupted` if somebody asked for the end.
    public func run() throws(RunError) -> MergeVerdict {
        try running { try merge() }
    }

    private func merge() throws -> MergeVerdict {
        let start = ContinuousClock.now
        var merger = Merger(maps: maps, preferred: preferred)
        var images = MergeImages(copies)
        if let found = try merger.strangers(among: &images) {
            throw RunError.differentCopies(
                copies[found.first].paths.image, copies[found.second].paths.image,
                .sectors(differing: found.differing, compared: found.compared))
        }
        let sectorCount = merger.result.map.sectorCount
        for (copy, map) in zip(copies, maps) where map.sectorCount < sectorCount {
            observer.note(
                .remark(
                    .shorterCopy(
                        path: copy.paths.image, sectors: map.sectorCount, merged: sectorCount)))
        }
        let recording = MergeRecording(
            copies: copies, maps: maps, exclusions: exclusions, image: output.imageName,
            sectorCount: sectorCount, preferred: preferred)
        let record = try recording.opening()
        let opening = OutputOpening(output)
        guard case .nothing = try opening.find(sectorCount: sectorCount) else {
            throw RunError.mergedImageExists(output.image)
        }
        // What is made from here on has to be taken away again.
        observer.note(.hasWork(true))
        var writer = try opening.create(record, comments: recording.stamp.comments)
        do {
            let closed = try fill(&writer, &merger, &images, recording, record, start)
            return MergeVerdict(
                paths: output, copies: copies.map(\.paths.image), preferred: preferred,
                result: merger.result, record: closed)
        } catch {
            writer.discard()
            throw error
        }
    }

    /// Writes the image and brings it to disk, then its map, its checksum and its record, in this order.
    private func fill(
        _ writer: inout ImageWriter, _ merger: inout Merger, _ images: inout MergeImages,
        _ recording: MergeRecording, _ record: RipRecord, _ start: ContinuousClock.Instant
    ) throws -> RipRecord {
        let size = merger.result.map.range.byteCount
        let isDone = try merger.run(&images, into: &writer) { lba in
            observer.note(.bytes(done: lba * Sector.size, of: size))
            return !observer.isStopRequested
        }
        guard isDone else { throw RunError.mergeInterrupted }
        let result = merger.result
        try writer.checkpoint(result.map, phase: .finished)
        guard let sums = try writer.sums(unless: { observer.isStopRequested }) else {
            throw RunError.mergeInterrupted
        }
        let closed = recording.closing(
            record, result, sums: sums, seconds: (ContinuousClock.now - start).seconds)
        if result.map.isComplete { try writer.saveChecksum(sums.whole, observer) }
        try writer.save(closed)
        return closed
    }
}

/// What came of a merge.
public struct MergeVerdict: Sendable {
    /// Where the merged image and its companions are.
    public let paths: OutputPaths
    /// The copies as they were named.
    public let copies: [String]
    /// The copy that decided where there was no majority, by its number.
    public let preferred: Int?
    /// Where the sectors come from.
    public let result: MergeResult
    /// The record of the merged image.
    public let record: RipRecord
}

/// The image files that are merged, open for reading.
private struct MergeImages: MergeCopies {
    private let files: [ReadOnlyFile]

    /// Takes images.
    init(_ images: [StoredImage]) {
        files = images.map(\.file)
    }

    /// Reads sectors of an image, which must have them.
    ///
    /// - Throws: `system` if the file cannot be read there, or was cut.
    func read(
        _ range: SectorRange, ofCopy copy: Int, into buffer: inout MutableSpan<UInt8>
    ) throws(ImageError) {
        try files[copy].read(into: &buffer, atByte: range.byteOffset)
    }
}
