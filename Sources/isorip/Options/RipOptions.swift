import ArgumentParser
import DiscIO
import RescueCore

/// How to rip: what was typed.
struct RipOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "The image to write; by default the disc's volume label with .iso behind it.",
            valueName: "file"),
        completion: .file(extensions: ["iso"]))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "quick: good data only; normal: all the drive gives; thorough: each bad sector singly.",
            valueName: "effort"))
    var effort = RescueEffort.normal

    @Option(
        help: ArgumentHelp(
            "How often unreadable blocks are tried again at the end.", valueName: "number"))
    var retries = 1

    @Option(
        help: ArgumentHelp(
            "Read this file or directory, or '*.JPG', before all else; several times, too.",
            valueName: "path"))
    var first: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read only this, and end with 0 if it is complete; several times, too.",
            valueName: "path"))
    var only: [String] = []

    @Flag(help: "Read what no file uses after all else.")
    var skipUnused = false

    @Flag(help: "Read the sectors again that the last verification found to differ.")
    var rereadMismatches = false

    @Option(
        help: ArgumentHelp(
            "Stop after this time, resumable: 90s, 30m, 1h30m.", valueName: "time"))
    var maxTime: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "Stop, resumable, when more reads than this have failed.", valueName: "number"))
    var maxReadErrors: Int?

    @Option(
        help: ArgumentHelp(
            "How long to wait for a drive that is not ready, or gone, or without its disc.",
            valueName: "time"))
    var patience = TimeSpan(duration: .seconds(60))

    @Option(
        help: ArgumentHelp(
            "Read no faster than this multiple of the medium's 1x.", valueName: "multiple"))
    var speed: Double?

    @Flag(
        name: .customLong("no-verify"),
        help: "Leave out the second pass, which compares the finished image with the disc.")
    var skipsVerification = false

    @Flag(help: "Open the tray when the disc was read completely.")
    var eject = false

    @Flag(name: [.short, .long], help: "Show no progress and no result, only what is wrong.")
    var quiet = false

    @Flag(help: "Tell what happens on stdout, as one JSON object a line.")
    var json = false

    func validate() throws {
        if output?.isEmpty == true {
            throw ValidationError("--output takes the name of a file.")
        }
        guard (0...1_000).contains(retries) else {
            throw ValidationError("--retries takes a number from 0 to 1000.")
        }
        if let maxReadErrors, maxReadErrors < 0 {
            throw ValidationError("--max-read-errors takes a number from 0 on.")
        }
        if !first.isEmpty, !only.isEmpty {
            throw ValidationError("Give --first or --only, not both.")
        }
        if !only.isEmpty, skipUnused {
            throw ValidationError("--only leaves out what no file uses anyway; drop --skip-unused.")
        }
        if (first + only).contains("") {
            throw ValidationError("An empty name is no name of a file.")
        }
        if let speed, !(0.1...1_000).contains(speed) {
            throw ValidationError("--speed takes a number from 0.1 to 1000.")
        }
    }

    var style: OutputStyle { OutputStyle(json: json, quiet: quiet) }

    /// What was typed, as a rip understands it.
    var settings: RipSettings {
        var settings = RipSettings()
        settings.effort = effort
        settings.retries = retries
        if !first.isEmpty || !only.isEmpty || skipUnused {
            settings.choice = RescueChoice(
                paths: first + only, isOnly: !only.isEmpty, putsOffUnused: skipUnused)
        }
        settings.rereadsMismatches = rereadMismatches
        settings.maxTime = maxTime?.duration
        settings.maxReadErrors = maxReadErrors
        settings.patience = patience.duration
        settings.speed = speed
        settings.hasSecondPass = !skipsVerification
        settings.ejects = eject
        return settings
    }
}
