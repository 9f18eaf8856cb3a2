import DiscIO
import FoundationEssentials
import RescueCore

/// One verification against a disc, from the open device to the exit status.
struct VerifyJob: DeviceTask {
    var subject: VerifySubject
    /// The device as messages name it.
    var device: String
    var options: VerifyOptions
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

    /// Compares with the disc in a device that stays open; says what was found, and records it.
    func compare(
        _ device: inout some DiscDevice & ~Copyable, clock: any RipClock
    ) throws(CommandFailure) -> VerifyEnding {
        let identity = try DiscCheck(subject: subject).identify(&device)
        var policy = VerifyPolicy(eccBlockSectors: device.disc.family.eccBlockSectors)
        policy.commandSectors = min(policy.commandSectors, device.transferLimit ?? .max)
        let started = Date.now.formatted(.iso8601)
        let watch = VerifyWatch(options: options, console: console, clock: clock)
        let firstPass = subject.companions.firstPass(for: subject.map)
        watch.begin(
            VerifyStartLine(
                image: subject.paths.image, device: self.device,
                sectors: subject.map.count(of: .rescued), hasFirstPass: firstPass != nil))
        let parties = VerifyParties(map: subject.map, firstPass: firstPass, identity: identity) {
            ChunkSums.sum(of: $0)
        }
        var verifier = Verifier(parties, policy: policy, host: watch)
        let end = try run(&verifier, &device, watch)
        let ending = VerifyEnding(
            end: end, result: verifier.result, progress: verifier.progress,
            image: subject.paths.image, device: self.device,
            extraSectors: device.sectorCount - subject.map.sectorCount)
        watch.tell(ending)
        note(
            .init(
                started: started, seconds: verifier.progress.elapsed.seconds,
                drive: device.disc.drive.map(RipRecord.Drive.init),
                against: firstPass == nil ? ["disc"] : ["disc", "first-pass"],
                verdict: ending.verdict, result: verifier.result), after: end)
        return ending
    }

    private func run(
        _ verifier: inout Verifier, _ device: inout some DiscDevice & ~Copyable,
        _ watch: VerifyWatch
    ) throws(CommandFailure) -> VerifyEnd {
        var image = try subject.open()
        defer { watch.end() }
        do throws(ImageError) {
            return try verifier.run(&device, against: &image)
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }

    /// Adds the verification to the record; that it cannot be done takes nothing away from it.
    private func note(_ verification: RipRecord.Verification, after end: VerifyEnd) {
        guard end != .otherDisc else { return }
        do throws(OutputError) {
            try subject.companions.note(verification)
        } catch {
            console.note("this verification is not in the record: \(error.reason.summary)")
        }
    }
}
