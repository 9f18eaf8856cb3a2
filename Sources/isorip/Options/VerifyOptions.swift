import ArgumentParser

/// How to verify: what was typed.
struct VerifyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A list of checksums that has the image's name in it, such as SHA256SUMS.",
            valueName: "file"),
        completion: .file())
    var checksums: String?

    @Option(
        help: ArgumentHelp(
            "A DAT file in Logiqx XML to look the image up in.", valueName: "file"),
        completion: .file(extensions: ["dat", "xml"]))
    var dat: String?

    @Option(
        help: ArgumentHelp(
            "How long to wait for a drive that is not ready, or gone, or without its disc.",
            valueName: "time"))
    var patience = TimeSpan(duration: .seconds(60))

    @Flag(name: [.short, .long], help: "Show no progress and no result, only what is wrong.")
    var quiet = false

    @Flag(help: "Tell what happens on stdout, as one JSON object a line.")
    var json = false

    var style: OutputStyle { OutputStyle(json: json, quiet: quiet) }

    func validate() throws {
        if checksums?.isEmpty == true || dat?.isEmpty == true {
            throw ValidationError("An empty name is no name of a file.")
        }
    }
}
