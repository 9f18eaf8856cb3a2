import Crypto
package import RescueCore

extension ChunkSums {
    /// The sum of a chunk: the first 64 bits of its SHA-256.
    package static func sum(of bytes: borrowing Span<UInt8>) -> UInt64 {
        var hash = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return number(hash.finalize())
    }

    fileprivate static func number(_ digest: SHA256.Digest) -> UInt64 {
        digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// The sums of all chunks of an image, while its bytes come by in order.
package struct ChunkSummer {
    private var result: ChunkSums
    private var hash = SHA256()
    private var room: Int

    /// Makes the sums of nothing.
    package init(chunkSectors: Int = ChunkSums.usualChunkSectors) {
        result = ChunkSums(chunkSectors: chunkSectors)
        room = chunkSectors * Sector.size
    }

    /// Takes the next bytes.
    package mutating func update(_ bytes: borrowing Span<UInt8>) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + room)
            unsafe bytes.extracting(start..<end).withUnsafeBytes {
                unsafe hash.update(bufferPointer: $0)
            }
            room -= end - start
            start = end
            if room == 0 { close() }
        }
    }

    /// The sums of all bytes that were taken.
    package consuming func finish() -> ChunkSums {
        if room < result.chunkSectors * Sector.size { close() }
        return result
    }

    private mutating func close() {
        result.sums.append(ChunkSums.number(hash.finalize()))
        hash = SHA256()
        room = result.chunkSectors * Sector.size
    }
}
