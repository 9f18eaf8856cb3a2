import ArgumentParser
import DiscIO

/// `isorip libiso9660-listing`: what `verify` starts to ask libiso9660 for the files of an image.
///
/// The library may crash, so it is asked in another process: the program itself, started once more.
struct Libiso9660: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "libiso9660-listing",
        abstract: "List the files that libiso9660 finds in an image, for another program.",
        shouldDisplay: false)

    @Argument(help: ArgumentHelp("The image to list.", valueName: "image"))
    var image: String

    /// How to start it.
    static let program = ReaderProgram(
        path: "/proc/self/exe", arguments: ["libiso9660-listing", "--"])

    func run() {
        Libiso9660Listing.write(image)
    }
}
