import ArgumentParser
import DiscIO
import RescueCore

/// The image that a command looks into.
struct ImageArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The image to look into.", valueName: "image"),
        completion: .file(extensions: ["iso"]))
    var image: String

    func validate() throws {
        if image.isEmpty { throw ValidationError("An empty name is no name of an image.") }
    }
}

extension ImageArgument {
    /// Opens the image, with what lies beside it.
    func open() throws(CommandFailure) -> StoredImage { try .opening(image) }

    /// What a path selects.
    ///
    /// - Throws: Why it cannot be found.
    func selection(
        _ path: String, in analysis: ImageAnalysis
    ) throws(CommandFailure) -> PathSelection {
        if let found = PathSelection(path, in: analysis.filesystems) { return found }
        if analysis.filesystems.trees.isEmpty {
            throw CommandFailure(.usage, "\(image): it has no filesystem that can be read")
        }
        let reason =
            analysis.damage.directories.isEmpty
            ? "isorip ls lists what there is"
            : "directories are damaged, so it may have been in one of them"
        throw CommandFailure(.usage, "\(path): not in \(image); \(reason)")
    }
}

extension StoredImage {
    /// Opens an image that a command was given.
    static func opening(_ path: String) throws(CommandFailure) -> StoredImage {
        do throws(ImageError) {
            return try StoredImage(path)
        } catch {
            throw CommandFailure(error)
        }
    }
}
