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
            let subject = try StoredImage.opening(image)
            let hasDisc = source.device != nil || source.simulate != nil
            let hasLists = options.checksums != nil || options.dat != nil
            var status = ExitStatus.success
            if !hasDisc || hasLists {
                let checkup = CheckupJob(
                    subject: subject, options: options, console: console, signals: signals)
                status = try checkup.perform()
            }
            guard hasDisc else { return status }
            let location = try SourceLocation(source)
            let job = VerifyJob(
                subject: subject, device: location.name, patience: options.patience.duration,
                isJSON: options.json, isQuiet: options.quiet, console: console, signals: signals)
            let comparison = try location.open(for: job, console)
            return comparison == .success || status == .verificationFailed ? status : comparison
        }
    }
}
