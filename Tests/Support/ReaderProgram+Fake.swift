@testable import DiscIO

extension ReaderProgram {
    /// The reader that was built together with the tests.
    static let built = ReaderProgram(
        path: Program.isorip.folder + "/isorip", arguments: ["libiso9660-listing", "--"])

    /// A script of the shell in its place; the image is `$0`.
    static func script(_ text: String) -> ReaderProgram {
        ReaderProgram(path: "/bin/sh", arguments: ["-c", text])
    }

    /// One that says some things, and then does something.
    static func saying(_ records: [String], then end: String = "") -> ReaderProgram {
        script(records.map { "printf '\($0)\\000'; " }.joined() + end)
    }

    /// The same one with less time.
    func within(_ time: Duration, processorSeconds: Int = 10) -> ReaderProgram {
        var program = self
        program.limits.time = time
        program.limits.processorSeconds = processorSeconds
        return program
    }
}
