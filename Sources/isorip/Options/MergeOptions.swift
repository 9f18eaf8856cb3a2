import ArgumentParser

/// How to merge: what was typed.
struct MergeOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The image to write.", valueName: "file"),
        completion: .file(extensions: ["iso"]))
    var output: String

    @Option(
        help: ArgumentHelp(
            "The image that decides where copies have different bytes and no majority.",
            valueName: "image"),
        completion: .file(extensions: ["iso"]))
    var prefer: String?

    @Flag(name: [.short, .long], help: "Show no progress and no result, only what is wrong.")
    var quiet = false

    @Flag(help: "Tell the result on stdout, as one JSON object.")
    var json = false

    var style: OutputStyle { OutputStyle(json: json, quiet: quiet) }

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output takes the name of a file.") }
    }
}
