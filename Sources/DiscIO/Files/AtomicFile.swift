import RescueCore
import SystemPackage

/// A small file that is only ever seen whole: as it was, or as it is meant to be.
///
/// The bytes go to a new file in the same directory, which is synced and then takes the name; the
/// directory is synced at last. What a crash leaves of such a new file is in nobody's way.
///
/// Where a file system cannot give a name that nobody has in one step (exFAT by FUSE knows neither
/// such a renaming nor links), an empty file takes the name first, which fails if there is one, and
/// is locked until the file with the bytes takes its place. So nothing that holds a byte is ever
/// replaced, and of two programs only one gets the name, unless the file system has no locks either
/// and they meet within that moment. A crash within it may leave the empty file; the next one that
/// makes this file takes it for what it is.
package struct AtomicFile: Sendable {
    private let path: String
    private let fileSystem: any FileSystem

    /// Makes a handle on a file that may exist or not.
    package init(_ path: String, in fileSystem: any FileSystem) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// Puts bytes in the place of whatever has the name.
    package func replace(with bytes: [UInt8]) throws(OutputError) {
        try put(bytes, replacing: true)
    }

    /// Makes the file, or throws `exists`.
    package func create(with bytes: [UInt8]) throws(OutputError) {
        try put(bytes, replacing: false)
    }

    private func put(_ bytes: [UInt8], replacing: Bool) throws(OutputError) {
        let (temporary, file) = try openTemporary()
        do throws(OutputError) {
            defer { fileSystem.close(file) }
            var offset = 0
            while offset < bytes.count {
                offset += try attempt(.write, path) { () throws(Errno) in
                    let rest = bytes.span.extracting(offset...)
                    return try fileSystem.write(file, rest, at: offset)
                }
            }
            try attempt(.sync, path) { () throws(Errno) in try fileSystem.sync(file) }
            try attempt(replacing ? .rename : .create, path) { () throws(Errno) in
                try replacing
                    ? fileSystem.rename(temporary, to: path, replacing: true)
                    : giveNewName(to: temporary)
            }
        } catch {
            try? fileSystem.remove(temporary)
            throw error
        }
        let directory = DiscIO.directory(of: path)
        try attempt(.sync, directory) { () throws(Errno) in
            try fileSystem.syncDirectory(directory)
        }
    }

    private func giveNewName(to temporary: String) throws(Errno) {
        do throws(Errno) {
            try fileSystem.rename(temporary, to: path, replacing: false)
        } catch {
            guard error == .notSupported else { throw error }
            let claim = try claimName()
            defer { fileSystem.close(claim) }
            do throws(Errno) {
                try fileSystem.rename(temporary, to: path, replacing: true)
            } catch {
                try? fileSystem.remove(path)
                throw error
            }
        }
    }

    /// Takes the name by an empty file, or throws `fileExists`.
    private func claimName() throws(Errno) -> FileDescriptor {
        let file: FileDescriptor
        do throws(Errno) {
            file = try fileSystem.open(path, .creating)
        } catch {
            // What is there may be such a file, left by a crash.
            guard error == .fileExists, let found = try? fileSystem.open(path, .writing) else {
                throw error
            }
            file = found
        }
        do throws(Errno) {
            try fileSystem.lock(file)
            let open = try fileSystem.status(of: file)
            let named = try fileSystem.status(at: path)
            guard open.kind == .file, open.size == 0, open.identity == named.identity else {
                throw .fileExists
            }
            return file
        } catch {
            fileSystem.close(file)
            throw error == .wouldBlock || error == .noSuchFileOrDirectory ? .fileExists : error
        }
    }

    /// The sum in a file that `ChecksumFile` wrote; nil if there is none, or it is another file.
    func checksum() throws(OutputError) -> String? {
        var text: [UInt8] = []
        _ = try read { (bytes) throws(OutputError) in
            guard text.count < ChecksumLines.limit else { return }
            unsafe bytes.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
        }
        return ChecksumFile.sum(in: text)
    }

    private func openTemporary() throws(OutputError) -> (String, FileDescriptor) {
        // The name is as short as can be: a long one of the file itself must not make it too long.
        let name = ".isorip-\(String(UInt64.random(in: 0...(.max)), radix: 36)).tmp"
        let temporary = "\(directory(of: path))/\(name)"
        // Whatever stands against it, it is not the file that is to have the name.
        let file = try attempt(.makeFiles, directory(of: path)) { () throws(Errno) in
            try fileSystem.open(temporary, .creating)
        }
        return (temporary, file)
    }
}

extension AtomicFile {
    /// Hands the file's bytes to a body, piece by piece.
    ///
    /// - Returns: Whether there is such a file.
    package func read(
        _ body: (borrowing Span<UInt8>) throws(OutputError) -> Void
    ) throws(OutputError) -> Bool {
        let file: FileDescriptor
        do throws(Errno) {
            file = try fileSystem.open(path, .reading)
        } catch {
            guard error != .noSuchFileOrDirectory else { return false }
            throw OutputError(.open, path, errno: error)
        }
        defer { fileSystem.close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var offset = 0
        while true {
            let count = try attempt(.read, path) { () throws(Errno) in
                var bytes = buffer.mutableSpan
                return try fileSystem.read(file, into: &bytes, from: 0, at: offset)
            }
            guard count > 0 else { return true }
            try body(buffer.span.extracting(..<count))
            offset += count
        }
    }
}
