package import RescueCore

/// All checksums of an image: of the whole, and of its pieces.
package struct ImageSums: Hashable, Sendable {
    /// The checksums of the whole image.
    package var whole: SumSet
    /// Those of its ISO 9660 volume, if that is shorter.
    package var volume: VolumeSums?
    /// Those of its chunks, by which a verification finds out what has changed.
    package var chunks: ChunkSums

    /// Puts checksums together.
    package init(whole: SumSet, volume: VolumeSums? = nil, chunks: ChunkSums) {
        self.whole = whole
        self.volume = volume
        self.chunks = chunks
    }
}

/// All checksums of an image, while its bytes come by in order.
package struct RunningImageSums {
    private var whole = RunningVolumeSums()
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
        let sums = whole.finish()
        return ImageSums(whole: sums.whole, volume: sums.volume, chunks: chunks.finish())
    }
}

extension RipRecord {
    /// Notes the checksums of the image as it is now; nil: there are none that hold.
    mutating func note(_ found: ImageSums?) {
        sums = found?.whole
        volumeSums = found?.volume
        chunkSums = found?.chunks
    }
}
