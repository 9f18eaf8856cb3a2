import RescueCore

/// The output of a rip, open: a new one, or one that is resumed.
struct RipOutput: ~Copyable {
    var writer: ImageWriter
    var map: SectorMap
    var record: RipRecord
    var isResumed: Bool
}

/// Opens the output of a rip: begins, resumes, or refuses what is another disc's.
struct RipOutputOpening {
    let paths: OutputPaths
    let recording: RipRecording
    let observer: any RunObserver
    /// How long a drive is waited for that is not ready.
    let patience: Duration
    /// Whether the sectors are read again that the last comparison found to differ.
    let rereadsMismatches: Bool

    /// Opens the output for the disc in a device.
    ///
    /// - Returns: The output; nil if the image is complete already, which is told.
    /// - Throws: Why it cannot be: nothing was changed then.
    func open(for device: inout some DiscDevice & ~Copyable) throws -> RipOutput? {
        let opening = OutputOpening(paths)
        let extent = recording.extent
        let suspects = try mismatches()
        switch try opening.find(
            sectorCount: extent.sectorCount, reopensComplete: !suspects.isEmpty)
        {
        case .nothing:
            // What is made from here on is to be left so that a rip can go on with it.
            observer.note(.hasWork(true))
            let record = recording.opening(nil)
            let writer = try opening.create(record, comments: recording.stamp.comments)
            var map = SectorMap(sectorCount: extent.sectorCount)
            extent.exclusions.forEach { map.exclude($0.range) }
            return RipOutput(writer: writer, map: map, record: record, isResumed: false)
        case .complete(let record):
            try recogniseFinished(&device, record)
            observer.note(
                .remark(
                    .completeAlready(image: paths.image, isCompared: record.isComparedWithDisc)))
            return nil
        case .changed(let record, let sectors):
            try recogniseFinished(&device, record)
            throw RunError.changed(image: paths.image, .verified(sectors: sectors))
        case .unfinished(let found):
            let trusted = found.map.demoting(suspects)
            let misread = try recognise(found.record, &device, trusted) {
                (sectors) throws(OutputError) in try held(sectors, of: found, trusted)
            }
            if let lba = misread.first { observer.note(.remark(.misread(lba))) }
            let doubted = suspects + misread.map { SectorRange(start: $0, count: 1) }
            return try resume(found, opening, rereading: doubted)
        }
    }

    /// Makes sure that the disc is the image's.
    ///
    /// - Returns: The sectors in which the two differ all the same.
    private func recognise<Failure: Error>(
        _ record: RipRecord?, _ device: inout some DiscDevice & ~Copyable, _ map: SectorMap,
        held: ([LBA]) throws(Failure) -> [LBA: [UInt8]]
    ) throws -> [LBA] {
        let check = DiscCheck(
            of: recording.identity, by: record, for: .goingOn,
            DriveWait(host: observer, patience: patience),
            sha256: RipRecord.Fingerprint.sha256)
        switch try check.look(at: &device, map, held: held) {
        case .sameDisc(let differing): return differing
        case .otherDisc(let difference):
            throw RunError.otherDisc(image: paths.image, difference, isGoingOn: true)
        case .unreadable(let fault): throw RunError.incomparable(fault)
        case .unknown:
            throw observer.isStopRequested
                ? RunError.interrupted : .unrecognisable(image: paths.image)
        }
    }

    /// The bytes of sectors, as far as the image has them.
    private func held(
        _ sectors: [LBA], of found: borrowing UnfinishedOutput, _ map: SectorMap
    ) throws(OutputError) -> [LBA: [UInt8]] {
        var held: [LBA: [UInt8]] = [:]
        for lba in sectors where map.range.contains(lba) && map.status(at: lba) == .rescued {
            held[lba] = try found.sector(lba)
        }
        return held
    }

    private func resume(
        _ found: consuming UnfinishedOutput, _ opening: OutputOpening,
        rereading doubted: [SectorRange]
    ) throws -> RipOutput {
        var map = found.map.demoting(doubted)
        let record = recording.opening(found.record)
        // What was found out once about the disc holds; the drive of today may see less of it.
        record.disc.excluded?.forEach { map.exclude($0.range) }
        observer.note(.hasWork(true))
        let writer = try opening.resume(
            found, record, rereading: doubted, comments: recording.stamp.comments)
        return RipOutput(writer: writer, map: map, record: record, isResumed: true)
    }

    /// The sectors that are to be read again; none unless that was asked for.
    private func mismatches() throws -> [SectorRange] {
        guard rereadsMismatches else { return [] }
        let record = try RecordFile(paths.record, in: LinuxFileSystem()).load()
        let ranges = record?.sectorsToReread ?? []
        observer.note(.remark(.rereading(ranges)))
        return ranges
    }

    /// Makes sure that a finished image is one of this disc, and still what was read from it.
    private func recogniseFinished(
        _ device: inout some DiscDevice & ~Copyable, _ record: RipRecord
    ) throws {
        let image = try StoredImage(paths.image)
        let differing: [LBA]
        do {
            differing = try recognise(record, &device, image.map) {
                (sectors) throws(ImageError) in try image.sectors(sectors)
            }
        } catch RunError.otherDisc(let path, let difference, let isGoingOn) {
            let samples = image.map.rescuedSamples(DiscCheck.usualSamples)
            throw try image.holdsFirstPass(of: samples)
                ? RunError.otherDisc(image: path, difference, isGoingOn: isGoingOn)
                : .changed(image: path, .notFirstPass)
        }
        if let lba = differing.first {
            throw RunError.changed(image: paths.image, .sector(lba))
        }
    }
}
