import DiscSimulation
import Glibc
import RescueCore

/// The bytes of a disc, taken from an image file.
final class ImageContent: SectorContent {
    let sectorCount: Int
    private let descriptor: Int32
    private let path: String

    init(path: String) throws(DriveFailure) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(path)") }
        sectorCount = Int(lseek(descriptor, 0, SEEK_END)) / Sector.size
    }

    deinit { close(descriptor) }

    func fill(_ range: SectorRange, into buffer: inout MutableSpan<UInt8>) throws(ReadFault) {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe pread(descriptor, bytes.baseAddress, range.byteCount, range.byteOffset)
        }
        guard count == range.byteCount else { throw ReadFault(.hardwareError, reading: range) }
    }
}
