import ArgumentParser

/// `isorip report`.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what is damaged in an image, and which files that hits.",
        discussion: """
            It looks at the image, its map and its record, and needs no drive. It ends with 0 if \
            nothing is missing, and with 2 if sectors are.
            """)

    @OptionGroup var image: ImageArgument

    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run() throws {
        let console = Console()
        try console.exiting { () throws(CommandFailure) in
            let study = try ImageStudy(path: image.image)
            let report = DamageReport(study)
            if json {
                console.result(JSONText.of(report))
            } else {
                report.lines(on: Console.resultTerminal).forEach(console.result)
            }
            return study.status
        }
    }
}
