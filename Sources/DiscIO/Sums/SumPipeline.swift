import Dispatch
import RescueCore
import Synchronization

/// The checksums of an image, computed beside the reading as far as it is sequential.
///
/// There is one mechanism: a prefix of the image, from its first byte on, is summed. It grows while
/// what is written continues it; `finish` sums the rest from the file.
package final class SumPipeline: Sendable {
    private struct Prefix {
        /// How many bytes were handed to the worker.
        var length = 0
        /// Whether the image still holds what was summed.
        var isValid = true
    }

    private let prefix = Mutex(Prefix())
    /// Only the worker takes this lock while there is work.
    private let sums = Mutex(RunningImageSums())
    private let worker = DispatchQueue(label: "isorip.sums")
    private let room = DispatchSemaphore(value: SumPipeline.queueLength)

    /// So many writes may wait; then the next one waits for the worker.
    private static let queueLength = 16

    /// Makes the sums of an image of which nothing was written yet.
    package init() {}

    /// Takes note of bytes that were written at a place of the image.
    package func wrote(_ bytes: borrowing Span<UInt8>, atByte offset: Int) {
        let continues = prefix.withLock { prefix in
            // What was summed already has changed.
            if offset < prefix.length { prefix.isValid = false }
            return prefix.isValid && offset == prefix.length
        }
        guard continues, !bytes.isEmpty else { return }
        let copy = unsafe bytes.withUnsafeBufferPointer { unsafe [UInt8]($0) }
        room.wait()
        prefix.withLock { $0.length += copy.count }
        worker.async {
            self.sums.withLock { $0.update(copy.span) }
            self.room.signal()
        }
    }

    /// Takes note of a part of the image that was made zero.
    package func erased(fromByte offset: Int) {
        prefix.withLock { prefix in
            if offset < prefix.length { prefix.isValid = false }
        }
    }

    /// The sums of the whole image: what is missing is read from the file.
    ///
    /// - Returns: The sums; nil if somebody asked to stop before all was read.
    package func finish(
        from image: borrowing ImageFile, unless isStopRequested: () -> Bool = { false }
    ) throws(OutputError) -> ImageSums? {
        worker.sync {}
        let prefix = prefix.withLock { $0 }
        var sums = prefix.isValid ? self.sums.withLock { $0 } : RunningImageSums()
        var offset = prefix.isValid ? prefix.length : 0
        while offset < image.byteCount {
            if isStopRequested() { return nil }
            var buffer = [UInt8](repeating: 0, count: min(1 << 18, image.byteCount - offset))
            var bytes = buffer.mutableSpan
            try image.read(into: &bytes, atByte: offset)
            sums.update(buffer.span)
            offset += buffer.count
        }
        return sums.finish()
    }
}
