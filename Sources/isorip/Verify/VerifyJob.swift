import DiscIO
import FoundationEssentials
import RescueCore

/// One verification against a disc, from the open device to the exit status.
struct VerifyJob: DeviceTask {
    var subject: StoredImage
    /// The device as messages name it.
    var device: String
    /// How long the drive is waited for.
    var patience: Duration
    /// How long it may take; nil: as long as it likes.
    var maxTime: Duration?
    var isJSON: Bool
    var isQuiet: Bool
    var console: Console
    var signals: Signals

    func perform(
        on device: consuming some DiscDevice & ~Copyable, clock: any RipClock
    ) throws(CommandFailure) -> ExitStatus {
        guard device.sectorCount > 0, !device.disc.isAudioOnly else {
            throw CommandFailure(.driveUnusable, "the disc in \(self.device) holds no data")
        }
        try? device.setTrayLocked(true)
        return try compare(&device, clock: clock).status
    }

    /// Compares with the disc in a device that stays open; tells what was found, and records it.
    func compare(
        _ device: inout some DiscDevice & ~Copyable, clock: any RipClock
    ) throws(CommandFailure) -> VerifyEnding {
        let watch = VerifyWatch(
            isJSON: isJSON, isQuiet: isQuiet, console: console, clock: clock, signals: signals)
        let comparison = DiscComparison(
            image: subject.paths.image, device: self.device, map: subject.map,
            firstPass: subject.firstPass,
            identity: try recognise(&device, watch), patience: patience, maxTime: maxTime)
        let started = Date.now.formatted(.iso8601)
        signals.askFirst()
        let ending = try comparison.run(on: &device, watch)
        watch.tell(ending)
        guard ending.end != .otherDisc else { return ending }
        subject.note(
            .init(
                started: started, seconds: ending.progress.elapsed.seconds,
                drive: device.disc.drive.map(RipRecord.Drive.init), against: comparison.against,
                verdict: ending.verdict, result: ending.result), console)
        return ending
    }

    /// Makes sure that the disc is the image's.
    ///
    /// - Returns: The disc, to be known again by its descriptors.
    private func recognise(
        _ device: inout some DiscDevice & ~Copyable, _ host: any RunHost
    ) throws(CommandFailure) -> DiscIdentity {
        let found: DiscIdentity
        do throws(ReadFault) {
            let sectors = device.disc.descriptorSectors
            found = try PatientDevice(host: host, patience: patience).ask(&device) {
                (device) throws(ReadFault) in
                try device.identify(
                    settling: sectors, host: host, isOver: { host.isStopRequested })
            }
        } catch {
            throw CommandFailure(.driveUnusable, "the disc cannot be looked at: \(error)")
        }
        let check = DiscCheck(
            image: subject.paths.image, record: subject.record, found: found,
            purpose: .comparing, patience: patience)
        _ = try check.look(at: &device, subject.map, host: host) { sectors throws(CommandFailure) in
            do throws(ImageError) { return try subject.sectors(sectors) } catch {
                throw CommandFailure(.outputFailed, "\(error)")
            }
        }
        return found
    }
}
