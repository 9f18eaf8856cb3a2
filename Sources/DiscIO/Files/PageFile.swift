import SystemPackage

/// A page about an image as a file, which takes the place of nothing but an earlier such page.
package struct PageFile: Sendable {
    private let path: String
    private let fileSystem: any FileSystem

    /// Makes a handle on a file that may exist or not.
    package init(_ path: String) {
        self.init(path, in: LinuxFileSystem())
    }

    package init(_ path: String, in fileSystem: any FileSystem) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// Writes the page; whoever looks sees the earlier one or the new one, whole.
    ///
    /// - Parameters:
    ///   - bytes: The page.
    ///   - mark: What all pages begin with.
    ///   - image: The image that it is about.
    /// - Throws: `exists` if the file is something else; or why it cannot be written.
    package func write(
        _ bytes: [UInt8], mark: [UInt8], about image: String
    ) throws(OutputError) {
        let file = AtomicFile(path, in: fileSystem)
        guard let status = try status(of: path) else { return try file.create(with: bytes) }
        switch status.kind {
        case .directory: throw OutputError(.create, path, .isDirectory)
        case .other: throw OutputError(.create, path, .notAFile)
        case .file: break
        }
        guard try self.status(of: image)?.identity != status.identity, try begins(with: mark) else {
            throw OutputError(.create, path, .exists)
        }
        try file.replace(with: bytes)
    }

    private func status(of path: String) throws(OutputError) -> FileStatus? {
        do throws(Errno) {
            return try fileSystem.status(at: path)
        } catch {
            guard error != .noSuchFileOrDirectory else { return nil }
            throw OutputError(.inspect, path, errno: error)
        }
    }

    private func begins(with mark: [UInt8]) throws(OutputError) -> Bool {
        let file = try attempt(.open, path) { () throws(Errno) in
            try fileSystem.open(path, .reading)
        }
        defer { fileSystem.close(file) }
        var head = [UInt8](repeating: 0, count: mark.count)
        var filled = 0
        while filled < head.count {
            let count = try attempt(.read, path) { () throws(Errno) in
                var span = head.mutableSpan
                return try fileSystem.read(file, into: &span, from: filled, at: filled)
            }
            guard count > 0 else { return false }
            filled += count
        }
        return head == mark
    }
}
