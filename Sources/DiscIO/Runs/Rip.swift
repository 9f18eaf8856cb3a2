public import RescueCore

/// One rip: reads the disc in a device to an image, and proves it by a second pass.
///
/// What lies at the image's path decides: nothing, and the rip begins; an unfinished image of this
/// disc, and it is gone on with; anything else is refused, and nothing of it is changed.
public struct Rip {
    /// The device as messages name it.
    public var deviceName = "the drive"

    private let path: String?
    private let settings: RipSettings
    private let observer: any RunObserver

    /// Prepares a rip.
    ///
    /// - Parameters:
    ///   - path: The image; nil: the disc's volume label with `.iso` behind it, in the working directory.
    ///   - settings: How to go about it.
    ///   - observer: Who follows the rip.
    public init(
        to path: String? = nil, _ settings: RipSettings = RipSettings(),
        observer: any RunObserver = UnobservedRun()
    ) {
        self.path = path
        self.settings = settings
        self.observer = observer
    }

    /// Rips the disc in a device.
    ///
    /// - Parameter device: The device; it is closed with the end of the rip.
    /// - Returns: What came of it; the record beside the image says the same.
    /// - Throws: Why nothing can be said of the disc, or the output cannot be written; what was recorded
    ///   before stays, and another rip goes on with it.
    public func run(
        with device: consuming some DiscDevice & ~Copyable
    ) throws(RunError) -> RipVerdict {
        var device = device
        return try running { try rip(&device) }
    }

    private func rip(_ device: inout some DiscDevice & ~Copyable) throws -> RipVerdict {
        let disc = device.disc
        if disc.isAudioOnly { throw RunError.audioOnly }
        if disc.status == .blank || device.sectorCount == 0 { throw RunError.blank }
        adjust(&device)
        let wait = DriveWait(host: observer, patience: settings.patience)
        let identity = try wait.identify(&device)
        let volume = VolumeDescriptor(of: disc, in: identity)
        warn(of: disc, volume)
        let extent = try measure(&device, volume, wait)
        let paths = OutputPaths(image: path ?? OutputName.forLabel(volume?.label))
        let recording = RipRecording(
            disc: disc, volume: volume, identity: identity, extent: extent,
            image: paths.imageName, settings: settings)
        let opening = RipOutputOpening(
            paths: paths, recording: recording, observer: observer, patience: settings.patience,
            rereadsMismatches: settings.rereadsMismatches)
        guard let output = try opening.open(for: &device) else {
            return try proveEarlier(paths, &device)
        }
        return try prove(try copy(&device, to: output, paths, recording), &device)
    }

    /// Sets the drive up for the rip; what it does not take is told, and done without.
    private func adjust(_ device: inout some DiscDevice & ~Copyable) {
        if let speed = settings.speed, (try? device.setSpeed(speed)) == nil {
            observer.note(.remark(.speedRefused))
        }
        // Without the lock, a swapped disc is found out all the same: at the next checkpoint.
        try? device.setTrayLocked(true)
    }

    /// Says what an image of this disc will not be able to do, before it is made.
    private func warn(of disc: DiscDescription, _ volume: VolumeDescriptor?) {
        if let protection = disc.protection { observer.note(.remark(.protected(protection))) }
        if volume?.isVideoCD == true {
            observer.note(.remark(.videoCD))
        } else if volume?.isXA == true {
            observer.note(.remark(.mayHaveFormTwo))
        }
    }

    /// Finds out what the image has to hold, and says what was decided.
    private func measure(
        _ device: inout some DiscDevice & ~Copyable, _ volume: VolumeDescriptor?, _ wait: DriveWait
    ) throws -> DiscExtent {
        let probe = ExtentProbe(device.disc, volumeSectors: volume?.sectorCount)
        let observer = observer
        let extent = try wait.ask(&device) { (device) throws(ReadFault) in
            try probe.extent(of: &device, isOver: { observer.isStopRequested })
        }
        if observer.isStopRequested { throw RunError.interrupted }
        observer.note(.remark(.extent(extent)))
        return extent
    }

    private func copy<Device: DiscDevice & ~Copyable>(
        _ device: inout Device, to output: consuming RipOutput, _ paths: OutputPaths,
        _ recording: RipRecording
    ) throws -> RipVerdict {
        observer.note(
            .ripBegan(
                RipStart(
                    device: deviceName, image: paths.image, disc: recording.disc,
                    volume: recording.volume,
                    map: output.map, isResumed: output.isResumed)))
        let (map, record) = (output.map, output.record)
        let guide = settings.choice.map {
            RipGuide($0, image: paths.image, sessions: record.disc.sessionStarts, observer)
        }
        var engine = RescueEngine(
            source: device, sink: output.writer, map: map, formTwo: record.disc.formTwo,
            speeds: record.speeds, identity: recording.identity,
            policy: settings.policy(for: recording.disc, transferLimit: device.transferLimit),
            host: RunLink(observer, guide: guide))
        let verdict = Result { try finish(&engine, paths, recording, record) }
        // The writer's lock on the image ends here.
        device = engine.releaseSource()
        return try verdict.get()
    }

    /// Rescues, computes the sums of an image that is final, and records how the run ended.
    private func finish(
        _ engine: inout RescueEngine<some DiscDevice & ~Copyable, ImageWriter>,
        _ paths: OutputPaths, _ recording: RipRecording, _ record: RipRecord
    ) throws -> RipVerdict {
        var end = try engine.run()
        let progress = engine.progress
        if progress.sectorsKept > 0 {
            observer.note(.remark(.kept(sectors: progress.sectorsKept)))
        }
        var sums: ImageSums?
        if end.isFinal {
            observer.note(.summing)
            sums = try engine.sink.sums(unless: { observer.isStopRequested })
            // The next run finds an image that lacks nothing but these.
            if sums == nil { end = .interrupted }
        }
        let closed = recording.closing(record, after: end, progress, engine.speeds, sums: sums)
        // The record comes last: once it says complete, nothing is done to the image any more.
        if let sums, end == .complete { try engine.sink.saveChecksum(sums.whole, observer) }
        try engine.sink.save(closed)
        let verdict = RipVerdict(
            paths: paths, disc: recording.disc, end: end, progress: progress,
            sessionStarts: closed.disc.sessionStarts, sums: sums?.whole)
        observer.note(.copied(verdict))
        return verdict
    }

    /// Proves a final image by a second pass over the disc, and lets the disc go.
    private func prove(
        _ verdict: RipVerdict, _ device: inout some DiscDevice & ~Copyable
    ) throws -> RipVerdict {
        var verdict = verdict
        guard verdict.end?.isFinal == true else { return verdict }
        if settings.hasSecondPass {
            guard !observer.isStopRequested else {
                observer.note(.remark(.noSecondPass))
                verdict.lacksSecondPass = true
                return verdict
            }
            verdict.comparison = try compare(
                verdict.paths, &device,
                within: settings.maxTime.map { $0 - verdict.progress.elapsed })
        }
        if settings.ejects { eject(&device) }
        return verdict
    }

    /// Makes up for the second pass of an image that is complete, if it never had one.
    private func proveEarlier(
        _ paths: OutputPaths, _ device: inout some DiscDevice & ~Copyable
    ) throws -> RipVerdict {
        let image = try StoredImage(paths.image)
        var verdict = RipVerdict(
            paths: paths, disc: device.disc, end: nil, progress: RescueProgress(map: image.map),
            sessionStarts: image.sessionStarts, sums: image.record?.sums)
        if settings.hasSecondPass, let record = image.record, !record.isComparedWithDisc {
            verdict.comparison = try compare(paths, &device, within: settings.maxTime)
        }
        return verdict
    }

    private func compare(
        _ paths: OutputPaths, _ device: inout some DiscDevice & ~Copyable,
        within maxTime: Duration?
    ) throws -> ComparisonVerdict {
        var comparison = DiscComparison(try StoredImage(paths.image), observer: observer)
        comparison.deviceName = deviceName
        comparison.patience = settings.patience
        comparison.maxTime = maxTime
        return try comparison.compare(&device)
    }

    private func eject(_ device: inout some DiscDevice & ~Copyable) {
        do throws(ReadFault) {
            try device.setTrayLocked(false)
            try device.eject()
        } catch {
            observer.note(.remark(.trayStuck(error)))
        }
    }
}

extension ImageWriter {
    /// Writes the checksum file; a file of somebody else's that has its name is kept, and that is told.
    borrowing func saveChecksum(_ sums: SumSet, _ observer: any RunObserver) throws {
        do throws(OutputError) {
            try saveChecksum(sums)
        } catch {
            guard error.reason == .exists else { throw error }
            observer.note(.remark(.checksumFileKept(path: error.path)))
        }
    }
}
