package import RescueCore

/// The image files that are merged, open for reading.
package struct MergeImages: MergeCopies {
    private let files: [ReadOnlyFile]

    /// Takes images.
    package init(_ images: [StoredImage]) {
        files = images.map(\.file)
    }

    /// Reads sectors of an image, which must have them.
    ///
    /// - Throws: `system` if the file cannot be read there, or was cut.
    package func read(
        _ range: SectorRange, ofCopy copy: Int, into buffer: inout MutableSpan<UInt8>
    ) throws(ImageError) {
        try files[copy].read(into: &buffer, atByte: range.byteOffset)
    }
}
