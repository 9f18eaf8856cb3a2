import CLinux
import Glibc
package import SystemPackage

/// The file system of the machine.
package struct LinuxFileSystem: FileSystem {
    package init() {}

    package func open(_ path: String, _ mode: FileOpening) throws(Errno) -> FileDescriptor {
        let flags =
            switch mode {
            case .reading: O_RDONLY
            case .writing: O_RDWR
            case .creating: O_RDWR | O_CREAT | O_EXCL
            }
        // O_NONBLOCK: a named pipe in the place of a file must not hold us up.
        let number = try retrying {
            unsafe path.withSystemPath {
                unsafe Glibc.open($0, flags | O_CLOEXEC | O_NONBLOCK, 0o666)
            }
        }
        return FileDescriptor(rawValue: number)
    }

    package func close(_ file: FileDescriptor) {
        _ = Glibc.close(file.rawValue)
    }

    package func lock(_ file: FileDescriptor) throws(Errno) {
        do throws(Errno) {
            try retrying { flock(file.rawValue, LOCK_EX | LOCK_NB) }
        } catch {
            guard [.notSupported, .noLocks, .noFunction, .invalidArgument].contains(error) else {
                throw error
            }
        }
    }

    package func read(
        _ file: FileDescriptor, into buffer: inout MutableSpan<UInt8>, from index: Int,
        at offset: Int
    ) throws(Errno) -> Int {
        try unsafe buffer.withUnsafeMutableBytes { (bytes) throws(Errno) in
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[index...])
            return try retrying {
                unsafe pread(file.rawValue, rest.baseAddress, rest.count, offset)
            }
        }
    }

    package func write(
        _ file: FileDescriptor, _ bytes: borrowing Span<UInt8>, at offset: Int
    ) throws(Errno) -> Int {
        try unsafe bytes.withUnsafeBytes { (bytes) throws(Errno) in
            try retrying { unsafe pwrite(file.rawValue, bytes.baseAddress, bytes.count, offset) }
        }
    }

    package func resize(_ file: FileDescriptor, to size: Int) throws(Errno) {
        try retrying { ftruncate(file.rawValue, size) }
    }

    package func punchHole(_ file: FileDescriptor, at offset: Int, count: Int) throws(Errno) {
        do throws(Errno) {
            let mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE
            try retrying { fallocate(file.rawValue, mode, offset, count) }
        } catch {
            throw error == .noFunction ? .notSupported : error
        }
    }

    package func nextData(_ file: FileDescriptor, from offset: Int) throws(Errno) -> Int? {
        // SEEK_DATA, which Swift does not import.
        let found = lseek(file.rawValue, offset, 3)
        guard found < 0 else { return found }
        guard errno == ENXIO else { throw Errno(rawValue: errno) }
        return nil
    }

    package func startWriteBack(_ file: FileDescriptor, at offset: Int, count: Int) {
        // It only helps along: what goes wrong here, sync meets again.
        _ = sync_file_range(file.rawValue, offset, count, UInt32(SYNC_FILE_RANGE_WRITE))
    }

    package func sync(_ file: FileDescriptor) throws(Errno) {
        try retrying { fdatasync(file.rawValue) }
    }
}

extension LinuxFileSystem {
    package func rename(
        _ path: String, to new: String, replacing: Bool
    ) throws(Errno) {
        guard !replacing else {
            return try unsafe Self.call(path, new) { unsafe Glibc.rename($0, $1) }
        }
        do throws(Errno) {
            try unsafe Self.call(path, new) {
                unsafe renameat2(AT_FDCWD, $0, AT_FDCWD, $1, UInt32(RENAME_NOREPLACE))
            }
        } catch {
            guard Self.isUnknown(error) else { throw error }
            try link(path, to: new)
            try remove(path)
        }
    }

    /// Gives a file a second name: NFS knows no renaming that replaces nothing, but links.
    private func link(_ path: String, to new: String) throws(Errno) {
        do throws(Errno) {
            try unsafe Self.call(path, new) { unsafe Glibc.link($0, $1) }
        } catch {
            // EPERM is what a file system without links says (FAT, exFAT).
            throw error == .notPermitted || Self.isUnknown(error) ? .notSupported : error
        }
    }

    private static func isUnknown(_ error: Errno) -> Bool {
        [.invalidArgument, .noFunction, .notSupported].contains(error)
    }

    /// Makes a call with two paths.
    private static func call(
        _ path: String, _ other: String,
        _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> CInt
    ) throws(Errno) {
        try retrying {
            unsafe path.withSystemPath { path in
                unsafe other.withSystemPath { unsafe body(path, $0) }
            }
        }
    }

    package func remove(_ path: String) throws(Errno) {
        try retrying { unsafe path.withSystemPath { unsafe unlink($0) } }
    }

    package func syncDirectory(_ path: String) throws(Errno) {
        let number = try retrying {
            unsafe path.withSystemPath {
                unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            }
        }
        defer { _ = Glibc.close(number) }
        do throws(Errno) {
            try retrying { fsync(number) }
        } catch {
            // Some file systems (FUSE, SMB) do not sync directories; they have nothing to offer.
            guard error == .invalidArgument || error == .notSupported else { throw error }
        }
    }

    package func freeSpace(at path: String) throws(Errno) -> Int {
        var space = statvfs()
        try retrying { unsafe path.withSystemPath { unsafe statvfs($0, &space) } }
        return Int(clamping: space.f_bavail.multipliedReportingOverflow(by: space.f_frsize).0)
    }

    package func status(of file: FileDescriptor) throws(Errno) -> FileStatus {
        var status = stat()
        try retrying { unsafe fstat(file.rawValue, &status) }
        return FileStatus(status)
    }

    package func status(at path: String) throws(Errno) -> FileStatus {
        var status = stat()
        try retrying { unsafe path.withSystemPath { unsafe stat($0, &status) } }
        return FileStatus(status)
    }
}

extension FileStatus {
    fileprivate init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            default: .other
            }
        size = status.st_size
        // POSIX counts blocks of 512 bytes here, whatever the file system's own are.
        allocated = status.st_blocks * 512
        linkCount = Int(status.st_nlink)
        identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}

/// Makes a call until no signal interrupts it.
@discardableResult
private func retrying<Result: SignedInteger>(
    _ call: () -> Result
) throws(Errno) -> Result {
    while true {
        let result = call()
        guard result < 0 else { return result }
        let error = Errno(rawValue: errno)
        guard error == .interrupted else { throw error }
    }
}
