import DiscIO
import FoundationEssentials
import RescueCore

/// One verification against a disc, from the open device to the exit status.
struct VerifyJob: DeviceTask {
    var subject: VerifySubject
    /// The device as messages name it.
    var device: String
    /// How long the drive is waited for.
    var patience: Duration
    var isJSON: Bool
    var isQuiet: Bool
    var console: Console

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
        let comparison = DiscComparison(
            image: subject.paths.image, device: self.device, map: subject.map,
            firstPass: subject.companions.firstPass(for: subject.map),
            identity: try DiscCheck(subject: subject).identify(&device), patience: patience)
        let started = Date.now.formatted(.iso8601)
        let watch = VerifyWatch(
            isJSON: isJSON, isQuiet: isQuiet, console: console, clock: clock)
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
}
