import Dispatch
package import RescueCore
import Synchronization

/// Compares chunks on a thread of its own, so that the drive does not wait for hashing or for the
/// disk that the image is on.
package final class ComparisonPipeline<Image: ImageReader & Sendable & ~Copyable>: Sendable {
    private struct Chunks {
        var waiting: [DiscChunk] = []
        var compared: [ComparedChunk] = []
        /// After this nothing more is compared.
        var failure: Image.Failure?
    }

    private let chunks = Mutex(Chunks())
    /// Only the worker takes this lock while there is work.
    private let comparer: Mutex<ChunkComparer<Image>>
    private let worker = DispatchQueue(label: "isorip.compare")
    private let room = DispatchSemaphore(value: queueLength)

    /// So many chunks may wait or be compared; then the next one waits for the worker.
    private static var queueLength: Int { 3 }

    /// Makes a pipeline around what compares on the spot.
    package init(_ comparer: consuming sending ChunkComparer<Image>) {
        self.comparer = Mutex(comparer)
    }
}

extension ComparisonPipeline: ChunkComparing where Image: ~Copyable {
    /// Hands the chunk to the worker.
    package func compare(_ chunk: consuming DiscChunk) throws(Image.Failure) -> [ComparedChunk] {
        room.wait()
        let chunk = chunk
        chunks.withLock { $0.waiting.append(chunk) }
        worker.async { self.compareNext() }
        return try compared()
    }

    /// Waits for the worker.
    package func finish() throws(Image.Failure) -> [ComparedChunk] {
        worker.sync {}
        return try compared()
    }

    /// Decides on the thread of the caller.
    package func judge(
        _ suspect: SuspectChunk
    ) throws(Image.Failure) -> [(range: SectorRange, finding: VerifyFinding)] {
        try comparer.withLock { (comparer) throws(Image.Failure) in try comparer.judge(suspect) }
    }

    private func compareNext() {
        defer { room.signal() }
        let next = chunks.withLock { chunks in
            let next = chunks.waiting.removeFirst()
            return chunks.failure == nil ? next : nil
        }
        guard let next else { return }
        do throws(Image.Failure) {
            let compared = try comparer.withLock { (comparer) throws(Image.Failure) in
                try comparer.compare(next)
            }
            chunks.withLock { $0.compared += compared }
        } catch {
            chunks.withLock { $0.failure = error }
        }
    }

    private func compared() throws(Image.Failure) -> [ComparedChunk] {
        try chunks.withLock { (chunks) throws(Image.Failure) in
            if let failure = chunks.failure { throw failure }
            defer { chunks.compared.removeAll() }
            return chunks.compared
        }
    }
}
