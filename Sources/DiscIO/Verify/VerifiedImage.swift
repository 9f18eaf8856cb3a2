package import RescueCore
import SystemPackage

/// An image that is verified: read at any place, and never written to.
package struct VerifiedImage: ImageReader, Sendable, ~Copyable {
    /// The image, as the user wrote it.
    package let path: String

    /// How many bytes it had when it was opened.
    package let byteCount: Int

    private let file: ReadOnlyFile

    /// Opens an image; its bytes then come from the disk, not from the system's memory, where the
    /// system allows it.
    ///
    /// - Throws: Why it cannot be read.
    package init(_ path: String) throws(ImageError) {
        let file = try ReadOnlyFile(path)
        let size = try file.size()
        guard size > 0 else { throw .empty(path) }
        file.readFromDisk()
        self.path = path
        byteCount = size
        self.file = file
    }

    /// Reads bytes from `offset` on until the buffer is full.
    ///
    /// - Throws: `system` if the file cannot be read there, or was cut.
    package mutating func read(
        into buffer: inout MutableSpan<UInt8>, atByte offset: Int
    ) throws(ImageError) {
        do throws(Errno) {
            let count = try file.read(&buffer, at: offset)
            if count < buffer.count { throw Errno.noData }
        } catch {
            throw .system(path, errno: error.rawValue)
        }
    }

    /// The bytes of one sector; nil if it does not lie in the image as a whole.
    ///
    /// - Throws: As `read`.
    package mutating func sector(_ lba: LBA) throws(ImageError) -> [UInt8]? {
        guard 0 <= lba, lba < byteCount / Sector.size else { return nil }
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        try read(into: &span, atByte: lba * Sector.size)
        return bytes
    }
}
