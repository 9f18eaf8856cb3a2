import Glibc
package import RescueCore
import SystemPackage

extension ImageFile {
    /// So much is written in one go before the disk is told to begin with it: its cache never
    /// grows so full that a write has to wait for it.
    private static let writeBackSize = 16 << 20

    /// Makes the image longer or shorter; what is added is zero.
    package mutating func resize(to size: Int) throws(OutputError) {
        try attempt(.resize, path) { () throws(Errno) in try fileSystem.resize(file, to: size) }
        self.size = size
    }

    /// Writes sectors.
    ///
    /// Zeros that are to go into a hole are there already, and take up no space.
    package mutating func write(
        _ bytes: borrowing Span<UInt8>, at start: LBA
    ) throws(OutputError) {
        let begin = start * Sector.size
        precondition(begin + bytes.count <= size, "sectors are written inside of the image")
        if isZero(bytes), try isHole(begin..<begin + bytes.count) { return }
        try write(bytes, atByte: begin)
        startWriteBack(begin..<begin + bytes.count)
    }

    private func write(_ bytes: borrowing Span<UInt8>, atByte begin: Int) throws(OutputError) {
        var done = 0
        do throws(Errno) {
            while done < bytes.count {
                let rest = bytes.extracting(done...)
                done += try fileSystem.write(file, rest, at: begin + done)
            }
        } catch {
            throw OutputError(.write, path, errno: error)
        }
    }

    /// Reads bytes from `offset` on, until the buffer is full.
    ///
    /// - Throws: `vanished` if the image ends before.
    package func read(
        into buffer: inout MutableSpan<UInt8>, atByte offset: Int
    ) throws(OutputError) {
        var done = 0
        while done < buffer.count {
            let count: Int
            do throws(Errno) {
                count = try fileSystem.read(file, into: &buffer, from: done, at: offset + done)
            } catch {
                throw OutputError(.read, path, errno: error)
            }
            guard count > 0 else { throw OutputError(.read, path, .vanished) }
            done += count
        }
    }

    /// Makes sectors zero.
    package mutating func erase(_ range: SectorRange) throws(OutputError) {
        let end = min(range.byteOffset + range.byteCount, size)
        guard range.byteOffset < end else { return }
        let bytes = range.byteOffset..<end
        do throws(Errno) {
            try fileSystem.punchHole(file, at: bytes.lowerBound, count: bytes.count)
        } catch {
            guard error == .notSupported else { throw OutputError(.erase, path, errno: error) }
            try overwrite(bytes)
        }
    }

    /// Writes zeros over what is not zero.
    private func overwrite(_ range: Range<Int>) throws(OutputError) {
        var offset = range.lowerBound
        while let data = try nextData(from: offset), data < range.upperBound {
            offset = max(offset, data)
            let count = min(1 << 16, range.upperBound - offset)
            var buffer = [UInt8](repeating: 0, count: count)
            var bytes = buffer.mutableSpan
            try read(into: &bytes, atByte: offset)
            if !isZero(buffer.span) {
                try write([UInt8](repeating: 0, count: count).span, atByte: offset)
            }
            offset += count
        }
    }

    /// Whether nothing was ever stored in the image.
    package func isEmpty() throws(OutputError) -> Bool {
        try nextData(from: 0) == nil
    }

    private func isHole(_ range: Range<Int>) throws(OutputError) -> Bool {
        guard let data = try nextData(from: range.lowerBound) else { return true }
        return data >= range.upperBound
    }

    private func nextData(from offset: Int) throws(OutputError) -> Int? {
        try attempt(.inspect, path) { () throws(Errno) in
            try fileSystem.nextData(file, from: offset)
        }
    }

    private mutating func startWriteBack(_ range: Range<Int>) {
        let begin = range.lowerBound == unsynced.upperBound ? unsynced.lowerBound : range.lowerBound
        unsynced = begin..<range.upperBound
        guard unsynced.count >= Self.writeBackSize else { return }
        fileSystem.startWriteBack(file, at: begin, count: unsynced.count)
        unsynced = range.upperBound..<range.upperBound
    }
}

/// Whether all bytes are zero.
private func isZero(_ bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.count > 1 else { return bytes.isEmpty || bytes[0] == 0 }
    // Each byte equals the one before it, and the first is zero.
    return unsafe bytes.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return true }
        return unsafe bytes[0] == 0 && memcmp(base, base + 1, bytes.count - 1) == 0
    }
}
