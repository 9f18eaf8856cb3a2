import Glibc
package import RescueCore
import SystemPackage

/// An image that is being written, owned by this process alone.
///
/// Unread sectors are holes: they read as zeros and take up no space. Closing is the end of the
/// value's lifetime.
package struct ImageFile: ~Copyable {
    /// Where the image was found when it was opened.
    package let path: String

    private let fileSystem: any FileSystem
    private let file: FileDescriptor
    private let identity: [UInt64]
    private var size: Int
    private var syncFailure: OutputError?
    private var unsynced = 0..<0

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

extension ImageFile {
    /// So much is written in one go before the disk is told to begin with it: its cache never
    /// grows so full that a write has to wait for it.
    private static let writeBackSize = 16 << 20

    /// Makes the image longer or shorter; what is added is zero.
    package mutating func resize(to size: Int) throws(OutputError) {
        try attempt(.resize, path) { () throws(Errno) in try fileSystem.resize(file, to: size) }
        self.size = size
    }

    /// Writes sectors.
    ///
    /// Zeros that are to go into a hole are there already, and take up no space.
    package mutating func write(
        _ bytes: borrowing Span<UInt8>, at start: LBA
    ) throws(OutputError) {
        let begin = start * Sector.size
        precondition(begin + bytes.count <= size, "sectors are written inside of the image")
        if isZero(bytes), try isHole(begin..<begin + bytes.count) { return }
        try write(bytes, atByte: begin)
        startWriteBack(begin..<begin + bytes.count)
    }

    private func write(_ bytes: borrowing Span<UInt8>, atByte begin: Int) throws(OutputError) {
        var done = 0
        do throws(Errno) {
            while done < bytes.count {
                let rest = bytes.extracting(done...)
                done += try fileSystem.write(file, rest, at: begin + done)
            }
        } catch {
            throw OutputError(.write, path, errno: error)
        }
    }

    /// Reads bytes from `offset` on, until the buffer is full.
    ///
    /// - Throws: `vanished` if the image ends before.
    package func read(
        into buffer: inout MutableSpan<UInt8>, atByte offset: Int
    ) throws(OutputError) {
        var done = 0
        while done < buffer.count {
            let count: Int
            do throws(Errno) {
                count = try fileSystem.read(file, into: &buffer, from: done, at: offset + done)
            } catch {
                throw OutputError(.read, path, errno: error)
            }
            guard count > 0 else { throw OutputError(.read, path, .vanished) }
            done += count
        }
    }

    /// Makes sectors zero.
    package mutating func erase(_ range: SectorRange) throws(OutputError) {
        let end = min(range.byteOffset + range.byteCount, size)
        guard range.byteOffset < end else { return }
        let bytes = range.byteOffset..<end
        do throws(Errno) {
            try fileSystem.punchHole(file, at: bytes.lowerBound, count: bytes.count)
        } catch {
            guard error == .notSupported else { throw OutputError(.erase, path, errno: error) }
            try overwrite(bytes)
        }
    }

    /// Writes zeros over what is not zero.
    private func overwrite(_ range: Range<Int>) throws(OutputError) {
        var offset = range.lowerBound
        while let data = try nextData(from: offset), data < range.upperBound {
            offset = max(offset, data)
            let count = min(1 << 16, range.upperBound - offset)
            var buffer = [UInt8](repeating: 0, count: count)
            var bytes = buffer.mutableSpan
            try read(into: &bytes, atByte: offset)
            if !isZero(buffer.span) {
                try write([UInt8](repeating: 0, count: count).span, atByte: offset)
            }
            offset += count
        }
    }

    /// Whether nothing was ever stored in the image.
    package func isEmpty() throws(OutputError) -> Bool {
        try nextData(from: 0) == nil
    }

    private func isHole(_ range: Range<Int>) throws(OutputError) -> Bool {
        guard let data = try nextData(from: range.lowerBound) else { return true }
        return data >= range.upperBound
    }

    private func nextData(from offset: Int) throws(OutputError) -> Int? {
        try attempt(.inspect, path) { () throws(Errno) in
            try fileSystem.nextData(file, from: offset)
        }
    }

    private mutating func startWriteBack(_ range: Range<Int>) {
        let begin = range.lowerBound == unsynced.upperBound ? unsynced.lowerBound : range.lowerBound
        unsynced = begin..<range.upperBound
        guard unsynced.count >= Self.writeBackSize else { return }
        fileSystem.startWriteBack(file, at: begin, count: unsynced.count)
        unsynced = range.upperBound..<range.upperBound
    }
}

/// Whether all bytes are zero.
private func isZero(_ bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.count > 1 else { return bytes.isEmpty || bytes[0] == 0 }
    // Each byte equals the one before it, and the first is zero.
    return unsafe bytes.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return true }
        return unsafe bytes[0] == 0 && memcmp(base, base + 1, bytes.count - 1) == 0
    }
}

extension ImageFile {
    /// Brings everything that was written to the disk.
    ///
    /// Once it has failed it fails for ever: Linux forgets what it could not write, so that a
    /// second call would succeed over lost data.
    package mutating func sync() throws(OutputError) {
        if let syncFailure { throw syncFailure }
        do throws(Errno) {
            try fileSystem.sync(file)
        } catch {
            let failure = OutputError(.sync, path, errno: error)
            syncFailure = failure
            throw failure
        }
    }

    /// Makes sure that the file is still the one its name stands for, and as long as it was.
    ///
    /// - Throws: `vanished` if not.
    package func checkPresence() throws(OutputError) {
        let open = try attempt(.inspect, path) { () throws(Errno) in
            try fileSystem.status(of: file)
        }
        let named = try? fileSystem.status(at: path)
        guard open.linkCount > 0, open.size == size, named?.identity == identity else {
            throw OutputError(.write, path, .vanished)
        }
    }

    /// Makes sure that there is room for every byte that is still to be stored.
    ///
    /// That are the sectors that are missing, or the holes if they are fewer. Rescued sectors may be
    /// holes, too.
    ///
    /// - Throws: `noRoom` if there is not.
    package func checkRoom(for map: SectorMap) throws(OutputError) {
        let status = try attempt(.inspect, path) { () throws(Errno) in
            try fileSystem.status(of: file)
        }
        let missing = map.count(of: .missing) * Sector.size
        let holes = max(0, map.range.byteCount - status.allocated)
        try DiscIO.checkRoom(for: min(missing, holes), at: path, in: fileSystem)
    }
}

/// Makes sure that so many bytes more can be stored beside a file.
///
/// - Throws: `noRoom` if they cannot.
func checkRoom(
    for needed: Int, at path: String, in fileSystem: any FileSystem
) throws(OutputError) {
    let free = try attempt(.inspect, directory(of: path)) { () throws(Errno) in
        try fileSystem.freeSpace(at: directory(of: path))
    }
    guard needed <= free else {
        throw OutputError(.write, path, .noRoom(needed: needed, free: free))
    }
}
