import CLinux
import Glibc
package import RescueCore
package import SystemPackage

/// A directory that files of an image are copied into, and nothing outside of it.
///
/// A path below it is walked name by name, and no symbolic link is followed on the way. What exists
/// is never changed, and a file has its name only when all of its bytes are there.
package struct ExtractionFolder: ~Copyable {
    /// A path below the folder: names that are not `.` nor `..` and have no `/`, from above down.
    package typealias Names = [ArraySlice<UInt8>]

    /// Hands bytes, and their places in a file, to a body.
    package typealias Further = ((_ bytes: [UInt8], _ offset: Int) throws(Errno) -> Void)
        throws(Errno) -> Void

    private static let chunk = 1 << 20

    private let directory: FileDescriptor

    /// Opens the folder; makes it if there is none.
    ///
    /// - Throws: Why it cannot be used.
    package init(_ path: String) throws(Errno) {
        if unsafe path.withSystemPath({ unsafe mkdir($0, 0o777) }) != 0, errno != EEXIST {
            throw Errno(rawValue: errno)
        }
        let number = unsafe path.withSystemPath {
            unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        guard number >= 0 else { throw Errno(rawValue: errno) }
        directory = FileDescriptor(rawValue: number)
    }

    deinit { try? directory.close() }

    /// Makes a directory and those above it, as far as they are not there.
    ///
    /// - Throws: `notDirectory` or `tooManySymbolicLinkLevels` if something else has its name.
    package func makeDirectory(_ names: Names) throws(Errno) {
        _ = try OpenDirectory(names, below: directory)
    }

    /// Makes a symbolic link, and the directories above it.
    ///
    /// - Throws: `permissionDenied` if it would, or could, point out of the folder; `fileExists`.
    package func makeLink(_ names: Names, to target: ArraySlice<UInt8>) throws(Errno) {
        guard let name = names.last else { throw .invalidArgument }
        guard Self.staysInside(target, depth: names.count - 1) else { throw .permissionDenied }
        let parent = try OpenDirectory(names.dropLast(), below: directory)
        try unsafe parent.call(name) { name in
            unsafe Self.withCString(target) { unsafe symlinkat($0, parent.number, name) }
        }
    }

    /// Writes a file, and the directories above it.
    ///
    /// - Parameters:
    ///   - names: Where.
    ///   - size: How many bytes it has; what no piece brings is zeros.
    ///   - pieces: What is known of its bytes.
    ///   - modified: When it was changed last, in seconds since 1970; nil: now.
    ///   - image: Where the bytes are.
    ///   - more: Hands further bytes, and their places in the file, to a body.
    /// - Throws: `fileExists` if there is anything of that name; or why it cannot be written or read.
    package func write(
        _ names: Names, size: Int, pieces: [FilePiece], modified: Int?,
        from image: borrowing ImageSectors, more: Further = { _ throws(Errno) in }
    ) throws(Errno) {
        guard let name = names.last else { throw .invalidArgument }
        let parent = try OpenDirectory(names.dropLast(), below: directory)
        guard try !parent.has(name) else { throw .fileExists }
        let (partial, number) = try parent.makePartial()
        var failure: Errno?
        do throws(Errno) {
            try Self.fill(
                FileDescriptor(rawValue: number), size, pieces, modified, from: image, more)
        } catch {
            failure = error
        }
        if close(number) != 0 { failure = failure ?? Errno(rawValue: errno) }
        do throws(Errno) {
            if let failure { throw failure }
            try parent.rename(partial, to: name)
        } catch {
            try? parent.remove(partial)
            throw error
        }
    }

    private static func fill(
        _ file: FileDescriptor, _ size: Int, _ pieces: [FilePiece], _ modified: Int?,
        from image: borrowing ImageSectors, _ more: Further
    ) throws(Errno) {
        guard ftruncate(file.rawValue, size) == 0 else { throw Errno(rawValue: errno) }
        var buffer: [UInt8] = []
        for piece in pieces {
            for done in stride(from: 0, to: piece.byteCount, by: chunk) {
                let count = min(chunk, piece.byteCount - done)
                if buffer.count != count { buffer = [UInt8](repeating: 0, count: count) }
                var span = buffer.mutableSpan
                try image.read(&span, atByte: piece.imageOffset + done)
                try write(buffer, to: file, at: piece.fileOffset + done)
            }
        }
        try more { (bytes, offset) throws(Errno) in try write(bytes, to: file, at: offset) }
        guard let modified else { return }
        let time = timespec(tv_sec: modified, tv_nsec: 0)
        // A file system that cannot keep this time is no reason to do without the file.
        _ = unsafe futimens(file.rawValue, [time, time])
    }

    private static func write(
        _ bytes: [UInt8], to file: FileDescriptor, at offset: Int
    ) throws(Errno) {
        do {
            try unsafe bytes.withUnsafeBytes { bytes in
                _ = unsafe try file.writeAll(toAbsoluteOffset: Int64(offset), bytes)
            }
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    /// Whether a link cannot lead out of the folder, also if names in its target are links that
    /// stay inside themselves: `..` may stand at the beginning only, and not too often.
    package static func staysInside(_ target: ArraySlice<UInt8>, depth: Int) -> Bool {
        guard let first = target.first, first != UInt8(ascii: "/"), !target.contains(0) else {
            return false
        }
        let parts = target.split(separator: UInt8(ascii: "/")).filter { $0 != [UInt8(ascii: ".")] }
        let isUp = { (part: ArraySlice<UInt8>) in part.elementsEqual("..".utf8) }
        let climb = parts.prefix(while: isUp).count
        return climb <= depth && !parts.dropFirst(climb).contains(where: isUp)
    }

    fileprivate static func withCString<Result>(
        _ bytes: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        let text = bytes.map { CChar(bitPattern: $0) } + [0]
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("it ends with a NUL") }
            return unsafe body(start)
        }
    }
}

/// A directory below the folder, open as long as it is needed.
private struct OpenDirectory: ~Copyable {
    let number: Int32

    /// Opens a directory, making what is missing on the way, and following no link.
    init(_ names: some Collection<ArraySlice<UInt8>>, below folder: FileDescriptor) throws(Errno) {
        var number = fcntl(folder.rawValue, F_DUPFD_CLOEXEC, 0)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        for name in names {
            guard Self.isOneStep(name) else {
                close(number)
                throw .invalidArgument
            }
            let next = unsafe ExtractionFolder.withCString(name) { name in
                unsafe mkdirat(number, name, 0o777)
                return unsafe openat(
                    number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
            let error = Errno(rawValue: errno)
            close(number)
            guard next >= 0 else { throw error }
            number = next
        }
        self.number = number
    }

    deinit { close(number) }

    private static func isOneStep(_ name: ArraySlice<UInt8>) -> Bool {
        !name.isEmpty && !name.contains(0) && !name.contains(UInt8(ascii: "/"))
            && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
    }

    /// Makes a call with a name in this directory.
    @discardableResult
    func call(
        _ name: ArraySlice<UInt8>, _ call: (UnsafePointer<CChar>) -> Int32
    ) throws(Errno) -> Int32 {
        guard Self.isOneStep(name) else { throw .invalidArgument }
        let result = unsafe ExtractionFolder.withCString(name, call)
        guard result >= 0 else { throw Errno(rawValue: errno) }
        return result
    }

    /// Whether there is anything of a name, also a link that leads nowhere.
    func has(_ name: ArraySlice<UInt8>) throws(Errno) -> Bool {
        do throws(Errno) {
            var status = stat()
            try unsafe call(name) { unsafe fstatat(number, $0, &status, AT_SYMLINK_NOFOLLOW) }
            return true
        } catch {
            if error == .noSuchFileOrDirectory { return false }
            throw error
        }
    }

    /// Gives a file its name, unless there is one of that name.
    func rename(_ name: ArraySlice<UInt8>, to new: ArraySlice<UInt8>) throws(Errno) {
        do throws(Errno) {
            try unsafe call(name) { name in
                unsafe ExtractionFolder.withCString(new) {
                    unsafe renameat2(number, name, number, $0, UInt32(RENAME_NOREPLACE))
                }
            }
        } catch {
            guard error == .invalidArgument || error == .noFunction else { throw error }
            try move(name, to: new)
        }
    }

    /// Gives a file its name where there is no renaming that leaves others alone: NFS has links, and
    /// where these are unknown, too, as on exFAT, an empty file takes the name before it.
    private func move(_ name: ArraySlice<UInt8>, to new: ArraySlice<UInt8>) throws(Errno) {
        do throws(Errno) {
            try unsafe call(name) { name in
                unsafe ExtractionFolder.withCString(new) {
                    unsafe linkat(number, name, number, $0, 0)
                }
            }
        } catch {
            guard [.notPermitted, .notSupported, .noFunction].contains(error) else { throw error }
            close(try create(new))
            return try unsafe _ = call(name) { name in
                unsafe ExtractionFolder.withCString(new) {
                    unsafe renameat(number, name, number, $0)
                }
            }
        }
        try remove(name)
    }

    /// Makes a file for writing under a name that nothing has.
    private func create(_ name: ArraySlice<UInt8>) throws(Errno) -> Int32 {
        try unsafe call(name) {
            unsafe openat(number, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        }
    }

    /// Makes a file that is to be renamed.
    ///
    /// Its name is a new one each time: what a run left behind that was killed is in nobody's way.
    func makePartial() throws(Errno) -> (name: ArraySlice<UInt8>, number: Int32) {
        let mark = String(UInt64.random(in: 0...(.max)), radix: 36)
        let name = Array(".isorip-\(mark).partial".utf8)[...]
        return (name, try create(name))
    }

    func remove(_ name: ArraySlice<UInt8>) throws(Errno) {
        try unsafe call(name) { unsafe unlinkat(number, $0, 0) }
    }
}
