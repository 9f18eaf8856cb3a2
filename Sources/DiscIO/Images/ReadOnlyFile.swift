import Glibc
import RescueCore
import SystemPackage

/// A file that is only read from, at any place: the bytes under an image.
struct ReadOnlyFile: ~Copyable {
    /// Its path, as the user wrote it.
    let path: String

    private let descriptor: FileDescriptor

    /// Opens a regular file or a block device.
    init(_ path: String) throws(ImageError) {
        let descriptor: FileDescriptor
        do {
            // Without O_NONBLOCK, opening a pipe would wait for its other end.
            descriptor = try FileDescriptor.open(
                FilePath(lossless: path), .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch {
            throw .system(path, error)
        }
        if let error = Self.refusal(of: descriptor, path) {
            try? descriptor.close()
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    private static func refusal(of descriptor: FileDescriptor, _ path: String) -> ImageError? {
        var status = stat()
        let kind = unsafe fstat(descriptor.rawValue, &status) == 0 ? status.st_mode & S_IFMT : 0
        return switch kind {
        case S_IFREG, S_IFBLK: nil
        case S_IFDIR: .isDirectory(path)
        default: .notAFile(path)
        }
    }

    deinit { try? descriptor.close() }

    /// Asks the system to forget what it remembers of the file, and to read ahead from now on.
    ///
    /// What is read then comes from the disk; but no system has to.
    func readFromDisk() {
        _ = posix_fadvise(descriptor.rawValue, 0, 0, POSIX_FADV_DONTNEED)
        _ = posix_fadvise(descriptor.rawValue, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    /// How many bytes there are now.
    func size() throws(ImageError) -> Int {
        do {
            return Int(try descriptor.seek(offset: 0, from: .end))
        } catch {
            throw .system(path, error)
        }
    }

    /// Reads bytes at an offset until the buffer is full.
    ///
    /// - Returns: How many were read: fewer than asked for at the end of the file.
    func read(
        _ buffer: inout MutableSpan<UInt8>, at offset: Int
    ) throws(Errno) -> Int {
        var failure: Errno?
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            var done = 0
            while done < bytes.count {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
                do {
                    let count = unsafe try descriptor.read(
                        fromAbsoluteOffset: Int64(offset + done), into: rest)
                    if count == 0 { break }
                    done += count
                } catch {
                    failure = error as? Errno ?? .ioError
                    break
                }
            }
            return done
        }
        if let failure { throw failure }
        return count
    }

    /// The whole text of a small file.
    func text(limit: Int) throws(ImageError) -> String? {
        let size = try size()
        guard size <= limit else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        var span = bytes.mutableSpan
        do {
            let count = try read(&span, at: 0)
            return String(lossless: bytes.prefix(count))
        } catch {
            throw .system(path, error)
        }
    }
}
