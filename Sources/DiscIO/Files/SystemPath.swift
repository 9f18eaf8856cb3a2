import Glibc
import RescueCore
package import SystemPackage

/// How a path gets to the system: as the bytes that it was typed with, whatever their encoding.
///
/// A path in this program is a `String` made by `String(lossless:)`. Everything that names a file to
/// the system goes through here; what goes there as a Swift string by itself would be repaired to
/// UTF-8, and another name.
extension String {
    /// Lends the bytes to a call of the system; a path with a NUL in it, which names no file, is empty.
    @unsafe
    package func withSystemPath<Result, Failure: Error>(
        _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = systemPathBytes
        return try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
            guard let start = buffer.baseAddress else { preconditionFailure("it ends with a NUL") }
            return try unsafe body(start)
        }
    }

    /// The bytes, with a NUL behind them.
    private var systemPathBytes: [CChar] {
        let bytes = losslessBytes
        return (bytes.contains(0) ? [] : bytes).map { CChar(bitPattern: $0) } + [0]
    }
}

extension FilePath {
    /// Makes a path of the bytes that it was typed with.
    package init(lossless path: String) {
        self = unsafe path.withSystemPath { unsafe FilePath(platformString: $0) }
    }
}

/// What is found at a path.
package enum PathKind: Hashable, Sendable {
    case blockDevice
    case other

    /// Looks without opening anything; nil if there is nothing.
    package init?(of path: String) {
        var status = stat()
        guard unsafe path.withSystemPath({ unsafe stat($0, &status) }) == 0 else { return nil }
        self = status.st_mode & S_IFMT == S_IFBLK ? .blockDevice : .other
    }
}

/// Small files that are read as a whole.
package enum WholeFile {
    /// The bytes of a file; nil if it cannot be read.
    package static func bytes(_ path: String) -> [UInt8]? {
        guard
            let file = try? FileDescriptor.open(
                FilePath(lossless: path), .readOnly, options: [.closeOnExec])
        else { return nil }
        defer { try? file.close() }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe try? file.read(into: $0) }
            guard let count else { return nil }
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
    }
}
