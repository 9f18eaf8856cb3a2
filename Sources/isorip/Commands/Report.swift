import ArgumentParser
import DiscIO
import RescueCore

/// `isorip report`.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what is damaged in an image, and which files that hits.",
        discussion: """
            It looks at the image, its map and its record, and needs no drive. It ends with 0 if \
            nothing is known to be missing or broken, and with 2 if something is.
            """)

    @OptionGroup var image: ImageArgument

    @Flag(help: "Print JSON instead of text.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Write a page with the disc drawn, the speeds, all files and the record; - for stdout.",
            valueName: "file"),
        completion: .file(extensions: ["html"]))
    var html: String?

    func validate() throws {
        if html?.isEmpty == true { throw ValidationError("An empty name is no name of a page.") }
        if json, html != nil { throw ValidationError("Give --json or --html, not both.") }
    }

    func run() throws {
        let console = Console()
        try console.exiting { (signals) throws(CommandFailure) in
            let analysis = ImageAnalysis(try image.open())
            let report = DamageReport(analysis, image: image.image)
            if let html {
                let page = ReportPage(report, of: analysis)
                signals.askFirst()
                try PageOutput(path: html).write(page, report, console)
            } else if json {
                console.result(JSONText.of(report))
            } else {
                report.lines(on: Console.resultTerminal).forEach(console.result)
            }
            return analysis.status
        }
    }
}
