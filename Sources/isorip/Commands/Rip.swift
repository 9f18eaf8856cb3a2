import ArgumentParser
import RescueCore

/// `isorip rip`, and `isorip` without a command.
struct Rip: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the disc to an image; run again with the same output, it resumes.")

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: RipOptions

    func run() throws {
        let console = Console(isQuiet: options.quiet)
        try console.exiting { (signals) throws(CommandFailure) in
            let location = try SourceLocation(source)
            let job = RipJob(
                device: location.name, options: options, console: console, signals: signals)
            return try location.open(for: job, console)
        }
    }
}
