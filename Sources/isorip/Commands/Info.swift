import ArgumentParser
import DiscIO
import RescueCore

/// `isorip info`.
struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what is known of a drive and its disc before anything is read.",
        discussion: """
            It reads some ten sectors: volumes, boot records, and how to mount the disc or start a \
            virtual machine from it. On a damaged disc it gives up after a few failed reads.
            """)

    @OptionGroup var source: SourceOptions

    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run() throws {
        let console = Console()
        try console.exiting { (_) throws(CommandFailure) in
            let location = try SourceLocation(source)
            let task = InfoTask(
                name: location.name, place: location.place,
                image: location.storedImage(console))
            let summary = try location.open(for: task, console)
            if json {
                console.result(JSONText.of(summary))
            } else {
                summary.lines(on: Console.resultTerminal).forEach(console.result)
            }
            return .success
        }
    }
}

extension SourceLocation {
    fileprivate var place: InfoTask.Place {
        switch self {
        case .drive(let path, _): .drive(path)
        case .image(let path): .image(path)
        case .sheet, .simulation: .elsewhere
        }
    }

    /// What lies beside an image; nothing, with a remark, if that makes no sense.
    fileprivate func storedImage(_ console: Console) -> StoredImage? {
        guard case .image(let path) = self else { return nil }
        do throws(ImageError) {
            return try StoredImage(path)
        } catch {
            // Why an image cannot be read is told by who opens it.
            guard case .companion(let error) = error else { return nil }
            console.note("\(error.path): \(error.reason.label); it is left out of account")
            return nil
        }
    }
}
