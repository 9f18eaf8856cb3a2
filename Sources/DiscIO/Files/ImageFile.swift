import SystemPackage

/// An image that is being written, owned by this process alone.
///
/// Unread sectors are holes: they read as zeros and take up no space. Closing is the end of the
/// value's lifetime.
package struct ImageFile: ~Copyable {
    /// Where the image was found when it was opened.
    package let path: String

    let fileSystem: any FileSystem
    let file: FileDescriptor
    let identity: [UInt64]
    var size: Int
    var syncFailure: OutputError?
    var unsynced = 0..<0

    private init(_ path: String, _ file: FileDescriptor, in fileSystem: any FileSystem)
        throws(OutputError)
    {
        do throws(OutputError) {
            let status = try attempt(.inspect, path) { () throws(Errno) in
                try fileSystem.status(of: file)
            }
            guard status.kind != .directory else { throw OutputError(.open, path, .isDirectory) }
            guard status.kind == .file else { throw OutputError(.open, path, .notAFile) }
            try Self.lock(file, path, in: fileSystem)
            size = status.size
            identity = status.identity
        } catch {
            fileSystem.close(file)
            throw error
        }
        self.path = path
        self.fileSystem = fileSystem
        self.file = file
    }

    deinit { fileSystem.close(file) }

    /// Makes an image of `size` bytes, all zero.
    ///
    /// - Throws: `exists` if the name is taken; `system(EFBIG)` if the file system has no files so
    ///   large. If it throws, no image was left behind.
    package static func create(
        _ path: String, size: Int, in fileSystem: any FileSystem
    ) throws(OutputError) -> ImageFile {
        let file = try attempt(.create, path) { () throws(Errno) in
            try fileSystem.open(path, .creating)
        }
        do throws(OutputError) {
            var image = try ImageFile(path, file, in: fileSystem)
            try image.resize(to: size)
            try image.sync()
            try attempt(.sync, directory(of: path)) { () throws(Errno) in
                try fileSystem.syncDirectory(directory(of: path))
            }
            return image
        } catch {
            try? fileSystem.remove(path)
            throw error
        }
    }

    /// Opens an image that exists, and changes nothing in it.
    ///
    /// - Returns: The image; nil if there is none.
    package static func open(
        _ path: String, in fileSystem: any FileSystem
    ) throws(OutputError) -> ImageFile? {
        let file: FileDescriptor
        do throws(Errno) {
            file = try fileSystem.open(path, .writing)
        } catch {
            guard error != .noSuchFileOrDirectory else { return nil }
            throw OutputError(.open, path, errno: error)
        }
        return try ImageFile(path, file, in: fileSystem)
    }

    private static func lock(
        _ file: FileDescriptor, _ path: String, in fileSystem: any FileSystem
    ) throws(OutputError) {
        do throws(Errno) {
            try fileSystem.lock(file)
        } catch {
            guard error != .wouldBlock else { throw OutputError(.lock, path, .locked) }
            throw OutputError(.lock, path, errno: error)
        }
    }

    /// How long the image is, in bytes.
    package var byteCount: Int { size }
}
