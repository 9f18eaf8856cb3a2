import Foundation

extension Program {
    /// Runs a line of the shell in which `isorip` is the program of the tests.
    static func shell(_ line: String, in folder: TemporaryFolder) throws -> Consequences {
        let path = "PATH=\(isorip.folder):/usr/bin:/bin"
        return try named("env").run([path, "bash", "-c", line], in: folder.url)
    }
}
