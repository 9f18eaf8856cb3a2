import Glibc

/// Functions of the C library that its headers declare for `_GNU_SOURCE` only, which Swift's
/// import of them does not define; so they are looked up by their names.
enum GNUExtensions {
    private typealias FileRangeCall = @convention(c) (CInt, CInt, off_t, off_t) -> CInt
    private typealias SyncRangeCall = @convention(c) (CInt, off_t, off_t, CUnsignedInt) -> CInt
    private typealias RenameCall =
        @convention(c) (
            CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
        ) -> CInt

    private static let fallocate = unsafe symbol("fallocate").map {
        unsafe unsafeBitCast($0, to: FileRangeCall.self)
    }

    private static let syncFileRange = unsafe symbol("sync_file_range").map {
        unsafe unsafeBitCast($0, to: SyncRangeCall.self)
    }

    private static let renameat2 = unsafe symbol("renameat2").map {
        unsafe unsafeBitCast($0, to: RenameCall.self)
    }

    private static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
        // RTLD_DEFAULT is the null pointer.
        unsafe dlsym(nil, name)
    }

    /// fallocate(2) with FALLOC_FL_PUNCH_HOLE and FALLOC_FL_KEEP_SIZE.
    static func punchHole(_ file: CInt, at offset: Int, count: Int) -> CInt {
        guard let fallocate else { return unknown() }
        return fallocate(file, 0x02 | 0x01, offset, count)
    }

    /// sync_file_range(2) with SYNC_FILE_RANGE_WRITE: starts, and does not wait.
    static func startWriteBack(_ file: CInt, at offset: Int, count: Int) {
        _ = syncFileRange?(file, offset, count, 2)
    }

    /// renameat2(2) with RENAME_NOREPLACE.
    static func renameWithoutReplacing(_ path: String, to new: String) -> CInt {
        guard let renameat2 = unsafe renameat2 else { return unknown() }
        return unsafe renameat2(AT_FDCWD, path, AT_FDCWD, new, 1)
    }

    private static func unknown() -> CInt {
        errno = ENOSYS
        return -1
    }
}
