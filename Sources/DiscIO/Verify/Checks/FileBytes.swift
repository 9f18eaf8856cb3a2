import Crypto
import RescueCore

/// The bytes of a file of an image, a piece at a time, as a reader sees them.
///
/// What lies behind the end of the image is left out.
struct FileBytes {
    private let entry: FileTree.Entry
    private let isUnpacked: Bool
    private var rest: ArraySlice<FileExtent>
    private var done = 0
    private var packed: PackedFile?

    /// Whether bytes are missing because they could not be unpacked.
    private(set) var isBroken = false

    private static let pieceSize = 1 << 16

    /// Begins at the beginning of a file; of a compressed one, `asStored`: of the compressed bytes.
    init(_ entry: FileTree.Entry, asStored: Bool = false) {
        self.entry = entry
        isUnpacked = entry.isPacked && !asStored
        rest = entry.extents
    }

    /// The next bytes; nil behind the last ones.
    mutating func next(from image: ReadOnlyFile) throws(ImageError) -> [UInt8]? {
        isUnpacked ? try nextBlock(from: image) : try nextPiece(from: image)
    }

    private mutating func nextPiece(from image: ReadOnlyFile) throws(ImageError) -> [UInt8]? {
        while let extent = rest.first {
            let count = min(extent.byteCount - done, Self.pieceSize)
            let offset = extent.imageOffset.map { $0 + done }
            guard count > 0, offset ?? 0 <= image.byteCount - count else {
                rest.removeFirst()
                done = 0
                continue
            }
            done += count
            return try image.bytes(of: FileExtent(imageOffset: offset, byteCount: count))
        }
        return nil
    }

    private mutating func nextBlock(from image: ReadOnlyFile) throws(ImageError) -> [UInt8]? {
        if packed == nil, !isBroken {
            packed = try PackedFile(entry) { (extent) throws(ImageError) in
                try image.bytes(of: extent)
            }
            isBroken = packed == nil
        }
        let block = try packed?.nextBlock { (extent) throws(ImageError) in
            try image.bytes(of: extent)
        }
        switch block {
        case .bytes(let bytes): return bytes
        case .zeros(let count): return [UInt8](repeating: 0, count: count)
        case .lost:
            isBroken = true
            return nil
        case nil: return nil
        }
    }

    /// A checksum of all bytes; nil if they cannot be unpacked.
    mutating func digits(
        _ hash: some HashFunction, in image: ReadOnlyFile
    ) throws(ImageError) -> String? {
        var hash = hash
        while let bytes = try next(from: image) {
            unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        }
        return isBroken ? nil : Hexadecimal.text(of: hash.finalize())
    }
}
