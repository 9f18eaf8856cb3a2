import Foundation

extension Program {
    /// The `isorip` of the tests, to which permissions apply even if root runs the tests.
    static var bound: Program {
        guard getuid() == 0 else { return isorip }
        return isorip.through(["setpriv", "--bounding-set=-dac_override,-dac_read_search"])
    }
}

extension TemporaryFolder {
    /// Sets the permissions of a file or a folder.
    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    }
}

/// A file system of a test's own in memory: small, so that it can be filled up.
final class SmallFileSystem: Sendable {
    let path: String

    /// Mounts it; that takes root, or a sudo that does not ask.
    init(on folder: TemporaryFolder, name: String, options: String) throws {
        try folder.makeFolder(name)
        path = folder.path(name)
        let end = try Self.asRoot(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path])
        guard end.status == 0 else {
            throw Unexpected(description: "no file system can be mounted here: \(end.stderr)")
        }
    }

    /// Mounts it anew with other options.
    func remount(_ options: String) throws {
        let end = try Self.asRoot(["mount", "-o", "remount,\(options)", path])
        guard end.status == 0 else { throw Unexpected(description: end.stderr) }
    }

    deinit { _ = try? Self.asRoot(["umount", "-l", path]) }

    private static func asRoot(_ command: [String]) throws -> Consequences {
        let words = getuid() == 0 ? command : ["sudo", "-n"] + command
        return try Program.named(words[0]).run(Array(words.dropFirst()), in: URL(filePath: "/"))
    }
}
