public import RescueCore

/// All checksums of an image: of the whole, and of its pieces.
public struct ImageSums: Hashable, Sendable {
    /// The checksums of the whole image.
    public var whole: SumSet
    /// Those of its chunks, by which a verification finds out what has changed.
    public var chunks: ChunkSums

    /// Puts checksums together.
    public init(whole: SumSet, chunks: ChunkSums) {
        self.whole = whole
        self.chunks = chunks
    }
}

/// All checksums of an image, while its bytes come by in order.
package struct RunningImageSums {
    private var whole = RunningSums()
    private var chunks = ChunkSummer()

    /// Makes the sums of nothing.
    package init() {}

    /// Takes the next bytes.
    package mutating func update(_ bytes: borrowing Span<UInt8>) {
        whole.update(bytes)
        chunks.update(bytes)
    }

    /// The sums of all bytes that were taken.
    package consuming func finish() -> ImageSums {
        ImageSums(whole: whole.finish(), chunks: chunks.finish())
    }
}
