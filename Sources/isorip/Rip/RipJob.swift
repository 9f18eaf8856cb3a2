import DiscIO
import RescueCore

/// One rip, from the open device to the exit status.
struct RipJob: DeviceTask {
    /// The device as messages name it.
    var device: String
    var options: RipOptions
    var console: Console
    var signals: Signals

    func perform(
        on device: consuming some DiscDevice & ~Copyable, clock: any RipClock
    ) throws(CommandFailure) -> ExitStatus {
        try refuseUnusable(device.disc, sectorCount: device.sectorCount)
        adjust(&device)
        let session = RipSession(
            options: options, console: console, signals: signals, family: device.disc.family)
        let host = session.host(clock: clock, guide: nil)
        let identity = try look(at: &device, host)
        let volume = VolumeDescriptor(of: device.disc, in: identity)
        warn(of: device.disc, volume)
        let extent = try survey(&device, volume, host)
        let paths = OutputPaths(image: options.output ?? OutputName.forLabel(volume?.label))
        var policy = options.policy(for: device.disc)
        policy.limitChunk(to: device.transferLimit)
        let book = RecordBook(
            disc: device.disc, volume: volume, identity: identity, extent: extent, paths: paths,
            policy: policy)
        let choice = OutputChoice(
            paths, console, signals, host: host, patience: options.patience.duration,
            rereadsMismatches: options.rereadMismatches)
        guard let output = try choice.open(for: &device, book: book) else {
            return try proveEarlier(paths, &device, clock: clock)
        }
        return try rip(
            device, to: output, identity: identity, book: book, session, clock: clock)
    }

    /// Refuses what can never become an image, before anything is written.
    private func refuseUnusable(
        _ disc: DiscDescription, sectorCount: Int
    ) throws(CommandFailure) {
        let problem: String? =
            if disc.isAudioOnly {
                "has audio tracks only; copy them with a program for audio CDs"
            } else if disc.status == .blank || sectorCount == 0 {
                "is blank; there is nothing to be copied"
            } else {
                nil
            }
        if let problem {
            throw CommandFailure(.driveUnusable, "the disc in \(device) \(problem)")
        }
    }

    /// Says what an image of this disc will not be able to do, before it is made.
    private func warn(of disc: DiscDescription, _ volume: VolumeDescriptor?) {
        if let protection = disc.protection {
            console.note(
                "the disc declares \(protection.rawValue) protection: \(protection.consequence)")
        }
        if volume?.isVideoCD == true {
            console.note(
                """
                this is a Video CD: its films are sectors of 2,324 bytes, which no ISO image can \
                hold; the image will have the rest
                """)
        } else if volume?.isXA == true {
            console.note(
                """
                the volume declares CD-ROM XA: if it has sectors of Form 2 (2,324 bytes), no ISO \
                image can hold them
                """)
        }
    }

    /// Finds out what the image has to hold, and says what was decided.
    private func survey(
        _ device: inout some DiscDevice & ~Copyable, _ volume: VolumeDescriptor?,
        _ host: any RunHost
    ) throws(CommandFailure) -> DiscExtent {
        let extent: DiscExtent
        do throws(ReadFault) {
            let probe = ExtentProbe(device.disc, volumeSectors: volume?.sectorCount)
            extent = try PatientDevice(host: host, patience: options.patience.duration).ask(
                &device
            ) { (device) throws(ReadFault) in
                try probe.extent(of: &device, isOver: { host.isStopRequested })
            }
        } catch {
            throw CommandFailure(.driveUnusable, "the disc cannot be looked at: \(error)")
        }
        if host.isStopRequested { throw Self.interrupted }
        extent.sentences.forEach { console.note($0) }
        return extent
    }

    /// Sets the drive up for the rip; what it does not take is told, and done without.
    private func adjust(_ device: inout some DiscDevice & ~Copyable) {
        if let speed = options.speed {
            do throws(ReadFault) {
                try device.setSpeed(speed)
            } catch {
                console.note("the speed cannot be set (write access to the drive is needed)")
            }
        }
        // Without the lock, a swapped disc is found out all the same: at the next checkpoint.
        try? device.setTrayLocked(true)
    }

    private static var interrupted: CommandFailure {
        CommandFailure(.interrupted, "interrupted; nothing was written")
    }

    private func look(
        at device: inout some DiscDevice & ~Copyable, _ host: any RunHost
    ) throws(CommandFailure) -> DiscIdentity {
        do throws(ReadFault) {
            let sectors = device.disc.descriptorSectors
            return try PatientDevice(host: host, patience: options.patience.duration).ask(
                &device
            ) { (device) throws(ReadFault) in
                try device.identify(
                    settling: sectors, host: host, isOver: { host.isStopRequested })
            }
        } catch {
            throw CommandFailure(.driveUnusable, "the disc cannot be looked at: \(error)")
        }
    }

    private func rip<Device: DiscDevice & ~Copyable>(
        _ device: consuming Device, to output: consuming RipOutput, identity: DiscIdentity,
        book: RecordBook, _ session: RipSession, clock: any RipClock
    ) throws(CommandFailure) -> ExitStatus {
        let disc = device.disc
        session.begin(
            StartLine(
                device: self.device, image: book.paths.image, disc: disc, volume: book.volume,
                map: output.map, isResumed: output.isResumed))
        let map = output.map
        let record = output.record
        let guide = options.choice.map {
            RipGuide(
                $0, paths: book.paths, sessions: record.disc.sessionStarts, console: console)
        }
        var engine = RescueEngine(
            source: device, sink: output.writer, map: map, formTwo: record.disc.formTwo,
            speeds: record.speeds, identity: identity, policy: book.policy,
            host: session.host(clock: clock, guide: guide))
        let ending: RipEnding
        do throws(OutputError) {
            let end = try engine.run()
            ending = try finish(end, &engine, session, book: book, record: record)
        } catch {
            session.end()
            throw CommandFailure(.outputFailed, "\(error)")
        }
        session.tell(ending)
        // The writer's lock on the image ends here.
        return try conclude(ending, engine.releaseSource(), session, clock: clock)
    }

    /// Records how the run ended, and computes the sums of an image that is final.
    private func finish<Device: DiscDevice & ~Copyable>(
        _ end: RescueEnd, _ engine: inout RescueEngine<Device, ImageWriter>,
        _ session: RipSession, book: RecordBook, record: RipRecord
    ) throws(OutputError) -> RipEnding {
        let progress = engine.progress
        if progress.sectorsKept > 0 {
            let count = Format.count(progress.sectorsKept, "sector")
            console.note("\(count) could not be read again: the image keeps what it had")
        }
        var end = end
        var sums: ImageSums?
        if end.isFinal {
            session.board.noteSumming()
            sums = try engine.sink.sums(unless: { signals.stopRequested })
            // The next run finds an image that lacks nothing but these.
            if sums == nil { end = .interrupted }
        }
        var closed = book.closing(record, after: end, progress, sums: sums)
        closed.speeds = engine.speeds
        // The record comes last: once it says complete, nothing is done to the image any more.
        if let sums, end == .complete { try engine.sink.saveChecksum(sums.whole, console) }
        try engine.sink.save(closed)
        session.end()
        let sessions = closed.disc.sessionStarts
        return RipEnding(
            end: end, progress: progress, sums: sums?.whole, paths: book.paths,
            disc: book.disc,
            consequences: end == .exhausted
                ? ShortReport.lines(of: book.paths, progress.map, sessions: sessions) : [],
            chosen: ChosenOutcome(
                of: options.choice, in: book.paths, progress.map, sessions: sessions))
    }

    /// Proves a final image by a second pass over the disc, and lets the disc go.
    private func conclude(
        _ ending: RipEnding, _ device: consuming some DiscDevice & ~Copyable,
        _ session: RipSession, clock: any RipClock
    ) throws(CommandFailure) -> ExitStatus {
        var line = ending.line
        defer { session.write(line) }
        guard ending.end.isFinal else { return ending.status }
        if !options.skipsVerification {
            guard !signals.stopRequested else {
                console.error(
                    "interrupted before the second pass; run the same command again to make it")
                line.status = ExitStatus.interrupted.rawValue
                return .interrupted
            }
            do throws(CommandFailure) {
                let left = options.maxTime.map { $0.duration - ending.progress.elapsed }
                let verdict = try verify(ending.paths, &device, within: left, clock: clock)
                line.verdict = verdict.verdict
                line.status = verdict.status(after: ending.status).rawValue
            } catch {
                line.status = error.status.rawValue
                throw error
            }
        }
        if options.eject { eject(&device) }
        return ExitStatus(rawValue: line.status) ?? ending.status
    }

    /// Makes up for the second pass of an image that is complete, if it never had one.
    private func proveEarlier(
        _ paths: OutputPaths, _ device: inout some DiscDevice & ~Copyable, clock: any RipClock
    ) throws(CommandFailure) -> ExitStatus {
        let record = try StoredImage.opening(paths.image).record
        guard !options.skipsVerification, let record, !record.isComparedWithDisc else {
            return .success
        }
        return try verify(
            paths, &device, within: options.maxTime?.duration, clock: clock
        ).status
    }

    private func verify(
        _ paths: OutputPaths, _ device: inout some DiscDevice & ~Copyable,
        within maxTime: Duration?, clock: any RipClock
    ) throws(CommandFailure) -> VerifyEnding {
        let job = VerifyJob(
            subject: try StoredImage.opening(paths.image), device: self.device,
            patience: options.patience.duration, maxTime: maxTime, isJSON: options.json,
            isQuiet: options.quiet, console: console, signals: signals)
        return try job.compare(&device, clock: clock)
    }

    private func eject(_ device: inout some DiscDevice & ~Copyable) {
        do throws(ReadFault) {
            try device.setTrayLocked(false)
            try device.eject()
        } catch {
            console.note("the tray cannot be opened: \(error)")
        }
    }
}

extension DiscDescription.Protection {
    /// What it means for an image.
    fileprivate var consequence: String {
        switch self {
        case .css: "the image will be exact, but players need the disc's keys to play it"
        case .cprm, .aacs, .unknown: "parts of the image may not be usable without the disc"
        }
    }
}

extension RescuePolicy {
    /// Reads no more in one command than the device takes, in whole ECC blocks if that is possible.
    fileprivate mutating func limitChunk(to limit: Int?) {
        guard let limit, limit < commandSectors else { return }
        commandSectors =
            limit > eccBlockSectors ? limit / eccBlockSectors * eccBlockSectors : max(1, limit)
    }
}
