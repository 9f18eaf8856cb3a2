import ArgumentParser
import DiscIO

/// `isorip merge`.
struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make one image of several damaged copies of the same disc.",
        discussion: """
            Each sector is taken from a copy that has it. Where copies have different bytes of a \
            sector, the majority of three or more decides, else the copy named by --prefer; else \
            the sector is left out, and the exit status is 3.
            """)

    @Argument(
        help: ArgumentHelp(
            "The copies, with their maps and records beside them; one without a map counts as whole.",
            valueName: "image"),
        completion: .file(extensions: ["iso"]))
    var images: [String]

    @OptionGroup var options: MergeOptions

    func validate() throws {
        guard images.count >= 2 else {
            throw ValidationError("A merge takes two images or more.")
        }
        if images.contains("") {
            throw ValidationError("An empty name is no name of an image.")
        }
        if let prefer = options.prefer, !images.contains(prefer) {
            throw ValidationError("--prefer takes one of the images that are merged.")
        }
    }

    func run() throws {
        let console = Console(isQuiet: options.quiet)
        try console.exiting { (signals) throws(CommandFailure) in
            let view = RunView(options.style, console, signals)
            do throws(RunError) {
                let verdict = try ImageMerge(
                    of: images, to: options.output, preferring: options.prefer, observer: view
                ).run()
                view.end(verdict.line, verdict.lines)
                return verdict.status
            } catch {
                throw view.failure(error)
            }
        }
    }
}
