import CZlib
package import RescueCore

/// The bytes that a reader sees of a file that zisofs compressed, block by block.
///
/// Memory is needed for one block: 1 MiB, and twice that for its stream.
package struct PackedFile: Sendable {
    /// What a block turned out to be.
    package enum Block: Hashable, Sendable {
        case bytes([UInt8])
        /// So many zeros, which are not stored.
        case zeros(Int)
        /// So many bytes that are not known: their stream is missing, or is not as it should be.
        case lost(Int)
    }

    private let zisofs: Zisofs
    private let stored: StoredBytes
    private var next = 0

    /// Reads the header of a file; nil if there is no sound one, or if it tells of another size than
    /// the directory.
    ///
    /// - Parameters:
    ///   - entry: The file.
    ///   - read: Gives the bytes of an extent; nil if some of them are missing.
    /// - Throws: What `read` throws.
    package init?<Failure: Error>(
        _ entry: FileTree.Entry, read: (FileExtent) throws(Failure) -> [UInt8]?
    ) throws(Failure) {
        stored = StoredBytes(entry.extents)
        let end = min(Zisofs.longestHeader, stored.count)
        guard let header = try stored.bytes(0..<end, read),
            let zisofs = Zisofs(header, storedSize: stored.count), zisofs.size == entry.size
        else { return nil }
        self.zisofs = zisofs
    }

    /// The next block; nil behind the last one.
    package mutating func nextBlock<Failure: Error>(
        read: (FileExtent) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> Block? {
        guard next < zisofs.blockCount else { return nil }
        let block = next
        next += 1
        let count = zisofs.byteCount(ofBlock: block)
        guard let pointers = try stored.bytes(zisofs.pointers(ofBlock: block), read),
            let place = zisofs.place(pointers: pointers, storedSize: stored.count)
        else { return .lost(count) }
        if place.isEmpty { return .zeros(count) }
        guard let stream = try stored.bytes(place, read) else { return .lost(count) }
        return Self.unpacked(stream, count).map { .bytes($0) } ?? .lost(count)
    }

    /// What a stream of zlib holds, if that is exactly so many bytes.
    private static func unpacked(_ stream: [UInt8], _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var length = uLong(count)
        let status = unsafe bytes.withUnsafeMutableBufferPointer { target in
            unsafe stream.withUnsafeBufferPointer { source in
                unsafe uncompress(
                    target.baseAddress, &length, source.baseAddress, uLong(source.count))
            }
        }
        return status == Z_OK && length == uLong(count) ? bytes : nil
    }
}

/// Where the bytes of a file lie, found by their place in the file.
private struct StoredBytes: Sendable {
    let count: Int
    private let extents: [FileExtent]
    /// Where in the file each extent begins.
    private let starts: [Int]

    init(_ extents: ArraySlice<FileExtent>) {
        self.extents = extents.filter { $0.byteCount > 0 }
        var end = 0
        starts = self.extents.map { extent in
            defer { end += extent.byteCount }
            return end
        }
        count = end
    }

    /// Bytes of the file; nil if some are missing.
    func bytes<Failure: Error>(
        _ range: Range<Int>, _ read: (FileExtent) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < range.count {
            let place = range.lowerBound + bytes.count
            guard let index = extent(at: place) else { return nil }
            let inside = place - starts[index]
            let extent = extents[index]
            let part = FileExtent(
                imageOffset: extent.imageOffset.map { $0 + inside },
                byteCount: min(extent.byteCount - inside, range.count - bytes.count))
            guard let piece = try read(part), piece.count == part.byteCount else { return nil }
            bytes += piece
        }
        return bytes
    }

    private func extent(at place: Int) -> Int? {
        guard 0 <= place, place < count else { return nil }
        var (low, high) = (0, starts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= place { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
