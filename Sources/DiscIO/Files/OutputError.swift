public import RescueCore
import SystemPackage

/// Why an output could not be opened, written or continued; nothing that existed was changed.
public struct OutputError: Error, Hashable, Sendable {
    /// What was being done.
    public enum Operation: String, Hashable, Sendable {
        case create = "create"
        case makeFiles = "make files in"
        case open = "open"
        case lock = "lock"
        case inspect = "inspect"
        case read = "read"
        case write = "write"
        case erase = "erase sectors in"
        case resize = "set the size of"
        case sync = "bring to disk"
        case rename = "put in place"
        case remove = "remove"
    }

    /// What stood against it.
    public enum Reason: Hashable, Sendable {
        /// The system refused a call: its `errno`.
        case system(code: Int32)
        /// The file is there, and not from an unfinished rip.
        case exists
        /// Another isorip works on the image.
        case locked
        /// The file was removed, renamed or cut while it was being written.
        case vanished
        /// The path names a directory.
        case isDirectory
        /// The path names a device, a pipe or the like.
        case notAFile
        /// The image, in bytes, does not fit into the free space.
        case noRoom(needed: Int, free: Int)
        /// The map cannot be understood, or is none of this disc.
        case badMap(MapfileError)
        /// There are sectors in the image, but there is no map of them.
        case noMap
        /// There is a map, or a record of a finished rip, but no image.
        case noImage
        /// The map counts sectors as rescued up to a byte that the image does not reach.
        case mapAhead(rescuedEnd: Int, imageSize: Int)
        /// The image is longer than the disc.
        case imageTooLong(imageSize: Int, discSize: Int)
        /// The record cannot be understood.
        case badRecord(RecordError)
    }

    /// What was being done.
    public var operation: Operation
    /// The file it was done to.
    public var path: String
    /// What stood against it.
    public var reason: Reason

    /// Makes an error of what was done, to which file, and what stood against it.
    package init(_ operation: Operation, _ path: String, _ reason: Reason) {
        self.operation = operation
        self.path = path
        self.reason = reason
    }

    init(_ operation: Operation, _ path: String, errno: Errno) {
        let reason: Reason =
            switch errno {
            case .fileExists: .exists
            case .isDirectory: .isDirectory
            default: .system(code: errno.rawValue)
            }
        self.init(operation, path, reason)
    }
}

extension OutputError: CustomStringConvertible {
    /// What happened to which file and, behind a semicolon, what to do next.
    public var description: String {
        "cannot \(operation.rawValue) \(path): \(reason.label); \(reason.advice)"
    }
}

/// Runs a call of the file system and says, if it fails, what was being done to which file.
func attempt<Result: ~Copyable>(
    _ operation: OutputError.Operation, _ path: String,
    _ call: () throws(Errno) -> Result
) throws(OutputError) -> Result {
    do throws(Errno) {
        return try call()
    } catch {
        throw OutputError(operation, path, errno: error)
    }
}
