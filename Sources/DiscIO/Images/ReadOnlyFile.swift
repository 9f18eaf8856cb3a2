import Glibc
package import RescueCore
package import SystemPackage

/// A file that is only read, at any place: an image, a list of checksums, a sheet.
///
/// It has no position of its own, so several readers may share it; the last one closes it.
package final class ReadOnlyFile: ImageReader, Sendable {
    /// Its path, as the user wrote it.
    package let path: String

    /// How many bytes it had when it was opened.
    package let byteCount: Int

    private let descriptor: FileDescriptor

    /// Opens a regular file or a block device.
    ///
    /// - Throws: Why it cannot be read.
    package init(_ path: String) throws(ImageError) {
        let descriptor: FileDescriptor
        do {
            // Without O_NONBLOCK, opening a pipe would wait for its other end.
            descriptor = try FileDescriptor.open(
                FilePath(lossless: path), .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch {
            throw .system(path, error)
        }
        do throws(ImageError) {
            if let refusal = Self.refusal(of: descriptor, path) { throw refusal }
            byteCount = try Self.size(of: descriptor, path)
        } catch {
            try? descriptor.close()
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens an image, whose bytes then come from the disk and not from the system's memory, as far as
    /// the system does as it is asked.
    ///
    /// - Throws: `empty`; or why it cannot be read.
    package convenience init(image path: String) throws(ImageError) {
        try self.init(path)
        guard byteCount > 0 else { throw .empty(path) }
        _ = posix_fadvise(descriptor.rawValue, 0, 0, POSIX_FADV_DONTNEED)
        _ = posix_fadvise(descriptor.rawValue, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { try? descriptor.close() }

    private static func refusal(of descriptor: FileDescriptor, _ path: String) -> ImageError? {
        switch (status(of: descriptor)?.st_mode ?? 0) & S_IFMT {
        case S_IFREG, S_IFBLK: nil
        case S_IFDIR: .isDirectory(path)
        default: .notAFile(path)
        }
    }

    private static func status(of descriptor: FileDescriptor) -> stat? {
        var status = stat()
        return unsafe fstat(descriptor.rawValue, &status) == 0 ? status : nil
    }

    private static func size(
        of descriptor: FileDescriptor, _ path: String
    ) throws(ImageError) -> Int {
        do {
            return Int(try descriptor.seek(offset: 0, from: .end))
        } catch {
            throw .system(path, error)
        }
    }

    /// How many bytes there are now.
    package func size() throws(ImageError) -> Int { try Self.size(of: descriptor, path) }

    /// Whether another path led to the same file.
    package func isSameFile(as other: ReadOnlyFile) -> Bool {
        guard let one = Self.status(of: descriptor), let two = Self.status(of: other.descriptor)
        else { return false }
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino
    }
}

extension ReadOnlyFile {
    /// Reads bytes from `offset` on until the buffer is full, or the file ends.
    ///
    /// - Returns: How many were read: fewer than asked for at the end of the file.
    package func fill(
        _ buffer: inout MutableSpan<UInt8>, atByte offset: Int
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

    /// Reads bytes from `offset` on until the buffer is full.
    ///
    /// - Throws: `system` if the file cannot be read there, or ends before.
    package func read(
        into buffer: inout MutableSpan<UInt8>, atByte offset: Int
    ) throws(ImageError) {
        do throws(Errno) {
            guard try fill(&buffer, atByte: offset) == buffer.count else { throw .noData }
        } catch {
            throw .system(path, errno: error.rawValue)
        }
    }

    /// The bytes of one sector; nil if the file does not have it as a whole.
    ///
    /// - Throws: As `read`.
    package func sector(_ lba: LBA) throws(ImageError) -> [UInt8]? {
        guard 0 <= lba, lba < byteCount / Sector.size else { return nil }
        return try bytes(lba * Sector.size, Sector.size)
    }

    /// The bytes of a piece of a file in the image; nil if the image ends before.
    ///
    /// - Throws: As `read`.
    package func bytes(of extent: FileExtent) throws(ImageError) -> [UInt8]? {
        guard let offset = extent.imageOffset else {
            return [UInt8](repeating: 0, count: extent.byteCount)
        }
        guard offset <= byteCount - extent.byteCount else { return nil }
        return try bytes(offset, extent.byteCount)
    }

    private func bytes(_ offset: Int, _ count: Int) throws(ImageError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        try read(into: &span, atByte: offset)
        return bytes
    }

    /// The whole text of a small file; nil if it is larger than `limit` bytes.
    func text(limit: Int) throws(ImageError) -> String? {
        guard byteCount <= limit else { return nil }
        return String(lossless: try bytes(0, byteCount))
    }

    /// Hands all bytes of the file to a body, piece by piece, as long as they are wanted.
    func forEachPiece(
        while isWanted: () -> Bool = { true }, _ body: (borrowing Span<UInt8>) -> Void
    ) throws(ImageError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var offset = 0
        while isWanted() {
            let count: Int
            do throws(Errno) {
                var bytes = buffer.mutableSpan
                count = try fill(&bytes, atByte: offset)
            } catch {
                throw .system(path, errno: error.rawValue)
            }
            guard count > 0 else { return }
            body(buffer.span.extracting(..<count))
            offset += count
        }
    }
}
