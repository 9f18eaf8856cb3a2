import DiscSimulation
package import RescueCore
package import SystemPackage

/// The bytes of a simulated disc, taken from an image file.
///
/// The file is only read, at positions, and may be shared by several discs. If it ends inside a
/// sector, the rest of that sector is zero.
package final class SimulatedContentFile: SectorContent {
    /// How many sectors the file has.
    package let sectorCount: Int

    private let file: FileDescriptor
    private let byteCount: Int

    /// Opens an image.
    ///
    /// - Throws: Why it cannot be opened: `Errno`, `.invalidArgument` for an empty file.
    package init(_ path: FilePath) throws(Errno) {
        do {
            file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        } catch {
            throw error as? Errno ?? .ioError
        }
        do {
            byteCount = Int(try file.seek(offset: 0, from: .end))
        } catch {
            try? file.close()
            throw error as? Errno ?? .ioError
        }
        sectorCount = (byteCount + Sector.size - 1) / Sector.size
        if byteCount == 0 {
            throw .invalidArgument
        }
    }

    deinit {
        try? file.close()
    }

    /// Puts the bytes of sectors into a buffer.
    ///
    /// - Throws: `.hardwareError` if the file cannot be read, or was cut since it was opened.
    package func fill(
        _ range: SectorRange, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        precondition(range.end <= sectorCount, "the sectors must lie in the file")
        let wanted = min(range.byteCount, byteCount - range.byteOffset)
        var done = 0
        while done < wanted {
            let count = read(at: range.byteOffset + done, into: &buffer, from: done, to: wanted)
            guard count > 0 else {
                throw ReadFault(.hardwareError, reading: range)
            }
            done += count
        }
        for index in wanted..<max(wanted, range.byteCount) {
            buffer[index] = 0
        }
    }

    /// Reads once, and tells how many bytes arrived; 0 where that failed.
    private func read(
        at offset: Int, into buffer: inout MutableSpan<UInt8>, from start: Int, to end: Int
    ) -> Int {
        unsafe buffer.withUnsafeMutableBytes { bytes in
            let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end])
            return unsafe (try? file.read(fromAbsoluteOffset: Int64(offset), into: piece)) ?? 0
        }
    }
}
