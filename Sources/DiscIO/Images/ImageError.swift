import SystemPackage

/// Why an image cannot take the place of a disc: one sentence each that says what to do next.
public enum ImageError: Error, Hashable, Sendable {
    /// There is no such file.
    case notFound(String)
    /// The path is a directory.
    case isDirectory(String)
    /// The path is neither a regular file nor a block device.
    case notAFile(String)
    /// The user may not read the file.
    case permissionDenied(String)
    /// The file holds nothing.
    case empty(String)
    /// The last sector of the image is not whole; how many bytes of it there are.
    case partialSector(String, trailingBytes: Int, sectorSize: Int)
    /// The sheet cannot be understood; the line, and why.
    case malformedSheet(String, line: Int, reason: String)
    /// libcdio would read something else than the sheet describes; why, and what to do.
    case unsupportedSheet(String, reason: String)
    /// No track holds data.
    case audioOnly(String)
    /// The image driver refused the sheet.
    case refused(String)
    /// What lies beside the image cannot be read or understood.
    case companion(OutputError)
    /// The system refused for another reason: an errno value.
    case system(String, errno: CInt)

    /// The error that a failed call on a path stands for.
    static func system(_ path: String, _ error: any Error) -> ImageError {
        switch error as? Errno {
        case .noSuchFileOrDirectory, .notDirectory: .notFound(path)
        case .permissionDenied, .notPermitted: .permissionDenied(path)
        case .isDirectory: .isDirectory(path)
        case let errno: .system(path, errno: errno?.rawValue ?? 0)
        }
    }
}

extension ImageError {
    /// The error of the system that it stands for.
    var errno: Errno {
        if case .system(_, let number) = self { Errno(rawValue: number) } else { .ioError }
    }
}

extension ImageError: CustomStringConvertible {
    /// What happened and what to do next, in one sentence.
    public var description: String {
        switch self {
        case .notFound(let path):
            "\(path) does not exist; check the spelling"
        case .isDirectory(let path):
            "\(path) is a directory; give an image file or a drive"
        case .notAFile(let path):
            "\(path) is not a regular file; give an image file or a drive"
        case .permissionDenied(let path):
            "\(path) may not be read by this user; change its permissions with chmod"
        case .empty(let path):
            "\(path) is empty; there is nothing to be read"
        case .partialSector(let path, let bytes, let size):
            """
            \(path) ends in the middle of a sector (\(bytes) of \(size) bytes); \
            it was cut off or is no image: copy it again
            """
        case .malformedSheet(let path, let line, let reason):
            "\(path) line \(line): \(reason); correct the sheet"
        case .unsupportedSheet(let path, let reason):
            "\(path): \(reason)"
        case .audioOnly(let path):
            "\(path) has audio tracks only; there is no data to be copied"
        case .refused(let path):
            "\(path) is refused by libcdio's image driver; convert it to a plain .iso"
        case .companion(let error):
            "\(error.path): \(error.reason.label); restore it, or move it away to do without it"
        case .system(let path, let errno):
            "\(path) cannot be read: \(DriveError.message(errno))"
        }
    }
}
