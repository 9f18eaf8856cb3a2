package import RescueCore

/// What is written on a simulated disc: the true bytes of its sectors.
package protocol SectorContent {
    /// How many sectors there are.
    var sectorCount: Int { get }

    /// Puts the bytes of sectors into a buffer.
    ///
    /// - Parameters:
    ///   - range: The sectors, inside `0 ..< sectorCount`.
    ///   - buffer: Takes the bytes, from its start on; at least `range.byteCount` long.
    /// - Throws: Why the bytes cannot be had; only content that lies in a file has a reason.
    func fill(_ range: SectorRange, into buffer: inout MutableSpan<UInt8>) throws(ReadFault)
}

extension SectorContent {
    /// The bytes of one sector.
    ///
    /// - Throws: Why the bytes cannot be had.
    package func bytes(of lba: LBA) throws(ReadFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        try fill(SectorRange(start: lba, count: 1), into: &span)
        return bytes
    }
}

extension MutableSpan<UInt8> {
    /// Copies `count` bytes of `source`, from its byte `start` on, to `offset`.
    mutating func copy<Word: BitwiseCopyable>(
        _ source: [Word], from start: Int, count: Int, to offset: Int
    ) {
        precondition(0 <= offset && 0 <= count && offset + count <= self.count)
        unsafe withUnsafeMutableBytes { target in
            unsafe source.withUnsafeBytes { bytes in
                let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
                unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + count])
                    .copyMemory(from: piece)
            }
        }
    }

    /// Makes `count` bytes zero, from `offset` on.
    ///
    /// A copy of zeros is as fast as the memory, with or without an optimiser.
    mutating func zero(at offset: Int, count: Int) {
        var done = 0
        while done < count {
            let piece = Swift.min(count - done, zeros.count * 8)
            copy(zeros, from: 0, count: piece, to: offset + done)
            done += piece
        }
    }
}

private let zeros = [UInt64](repeating: 0, count: 2_048)
