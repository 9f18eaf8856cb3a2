import ArgumentParser
import DiscIO
import RescueCore

/// `isorip extract`.
struct Extract: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy files out of an image; damaged ones only if they are asked for.",
        discussion: """
            A file keeps its path below the directory. Nothing is overwritten, and no link of the \
            image leads out of the directory. It ends with 2 if something is damaged, with 6 if \
            something cannot be written.
            """)

    @OptionGroup var image: ImageArgument

    @Argument(help: ArgumentHelp("Files and directories of the image.", valueName: "path"))
    var paths: [String]

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where to copy them; made if it is not there.", valueName: "directory"),
        completion: .directory)
    var output: String

    @Flag(help: "Copy damaged files, too, as NAME.damaged with zeros for what is missing.")
    var damaged = false

    func validate() throws {
        if output.isEmpty || paths.contains("") {
            throw ValidationError("An empty name is no name of a file.")
        }
    }

    func run() throws {
        let console = Console()
        try console.exiting { (signals) throws(CommandFailure) in
            let stored = try image.open()
            let analysis = ImageAnalysis(stored)
            var selections: [PathSelection] = []
            for path in paths { selections.append(try image.selection(path, in: analysis)) }
            var extraction = try Extraction(
                of: stored.sectors, analysis, to: output, isDamagedWanted: damaged, console)
            signals.askFirst()
            for selection in selections {
                try extraction.copy(selection, unless: { signals.stopRequested })
            }
            console.note(extraction.line)
            return signals.stopRequested ? .interrupted : extraction.status
        }
    }
}
