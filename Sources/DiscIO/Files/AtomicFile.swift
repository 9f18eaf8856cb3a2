import RescueCore
import SystemPackage

/// A small file that is only ever seen whole: as it was, or as it is meant to be.
///
/// The bytes go to a new file in the same directory, which is synced and then takes the name; the
/// directory is synced at last. What a crash leaves of such a new file is in nobody's way.
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
                try fileSystem.rename(temporary, to: path, replacing: replacing)
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
