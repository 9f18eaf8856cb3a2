import ArgumentParser
import DiscIO
import RescueCore

/// `isorip rip`, and `isorip` without a command.
struct RipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rip",
        abstract: "Copy the disc to an image; run again with the same output, it resumes.")

    @OptionGroup var source: SourceOptions
    @OptionGroup var options: RipOptions

    func run() throws {
        let console = Console(isQuiet: options.quiet)
        try console.exiting { (signals) throws(CommandFailure) in
            let location = try SourceLocation(source)
            let task = RipTask(
                device: location.name, options: options, console: console, signals: signals)
            return try location.open(for: task, console)
        }
    }
}

/// Rips the disc in whatever device it is.
private struct RipTask: DeviceTask {
    let device: String
    let options: RipOptions
    let console: Console
    let signals: Signals

    func perform(
        on device: consuming some DiscDevice & ~Copyable, clock: any RunClock
    ) throws(CommandFailure) -> ExitStatus {
        let settings = options.settings
        let view = RunView(
            options.style, console, signals, clock: clock, choice: settings.choice)
        var rip = Rip(to: options.output, settings, observer: view)
        rip.deviceName = self.device
        do throws(RunError) {
            return view.end(try rip.run(with: device))
        } catch {
            throw view.failure(error, device: self.device)
        }
    }
}
