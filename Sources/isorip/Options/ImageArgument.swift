import ArgumentParser

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
