import ArgumentParser
import DiscIO
import RescueCore

/// `isorip verify`.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare an image with its disc, its record, and the checksums it carries.",
        discussion: """
            With a device the disc is read again; sectors that differ are read a third time, and it \
            is told whether the disc or the image has changed. Without one the image is checked \
            against its record and the checksums in it.
            """)

    @Argument(
        help: ArgumentHelp("The image to verify.", valueName: "image"),
        completion: .file(extensions: ["iso"]))
    var image: String

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: VerifyOptions

    func validate() throws {
        if image.isEmpty { throw ValidationError("An empty name is no name of an image.") }
    }

    func run() throws {
        let console = Console(isQuiet: options.quiet)
        try console.exiting { (signals) throws(CommandFailure) in
            let image = try StoredImage.opening(image)
            let hasDisc = source.device != nil || source.simulate != nil
            let hasLists = options.checksums != nil || options.dat != nil
            var status = ExitStatus.success
            if !hasDisc || hasLists { status = try check(image, console, signals) }
            guard hasDisc else { return status }
            let location = try SourceLocation(source)
            let task = VerifyTask(
                image: image, device: location.name, options: options, console: console,
                signals: signals)
            let comparison = try location.open(for: task, console)
            return comparison == .success || status == .verificationFailed ? status : comparison
        }
    }

    /// Checks the image without its disc.
    private func check(
        _ image: StoredImage, _ console: Console, _ signals: Signals
    ) throws(CommandFailure) -> ExitStatus {
        let view = RunView(options.style, console, signals)
        let check = OfflineCheck(
            of: image, list: options.checksums, datPath: options.dat,
            otherReader: Libiso9660.program, observer: view)
        let verdict: OfflineVerdict
        do throws(RunError) {
            verdict = try check.run()
        } catch {
            throw view.failure(error)
        }
        guard !verdict.isEmpty else {
            throw CommandFailure(
                .usage,
                """
                there is nothing to verify \(verdict.image) with: it has no record and no \
                checksums in it; give a device, --checksums or --dat
                """)
        }
        return verdict.status
    }
}

/// Compares an image with the disc in whatever device it is.
private struct VerifyTask: DeviceTask {
    let image: StoredImage
    let device: String
    let options: VerifyOptions
    let console: Console
    let signals: Signals

    func perform(
        on device: consuming some DiscDevice & ~Copyable, clock: any RunClock
    ) throws(CommandFailure) -> ExitStatus {
        let view = RunView(options.style, console, signals, clock: clock)
        var comparison = DiscComparison(image, observer: view)
        comparison.deviceName = self.device
        comparison.patience = options.patience.duration
        do throws(RunError) {
            return try comparison.run(with: device).status
        } catch {
            throw view.failure(error, device: self.device)
        }
    }
}
