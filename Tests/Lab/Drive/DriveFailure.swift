import Glibc

/// Why the drive cannot be.
struct DriveFailure: Error, CustomStringConvertible {
    var description: String

    /// A system call failed; errno says why.
    static func system(_ what: String) -> DriveFailure {
        DriveFailure(description: unsafe "\(what): \(String(cString: strerror(errno)))")
    }
}
