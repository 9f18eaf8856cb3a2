import Crypto
import RescueCore

/// The bytes of a file of an image, a piece at a time.
///
/// What lies behind the end of the image is left out.
struct FileBytes {
    private var rest: ArraySlice<FileExtent>
    private var done = 0

    private static let pieceSize = 1 << 16

    /// Begins at the beginning of a file.
    init(_ entry: FileTree.Entry) {
        rest = entry.extents
    }

    /// The next bytes; nil behind the last ones.
    mutating func next(from image: inout VerifiedImage) throws(ImageError) -> [UInt8]? {
        while let extent = rest.first {
            let count = min(extent.byteCount - done, Self.pieceSize)
            let offset = extent.imageOffset.map { $0 + done }
            guard count > 0, offset ?? 0 <= image.byteCount - count else {
                rest.removeFirst()
                done = 0
                continue
            }
            var bytes = [UInt8](repeating: 0, count: count)
            if let offset {
                var span = bytes.mutableSpan
                try image.read(into: &span, atByte: offset)
            }
            done += count
            return bytes
        }
        return nil
    }

    /// A checksum of all bytes.
    mutating func digits(
        _ hash: some HashFunction, in image: inout VerifiedImage
    ) throws(ImageError) -> String {
        var hash = hash
        while let bytes = try next(from: &image) {
            unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        }
        return hexadecimal(hash.finalize())
    }
}
