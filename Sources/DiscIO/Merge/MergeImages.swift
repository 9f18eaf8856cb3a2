package import RescueCore
import SystemPackage

/// The image files that are merged, open for reading.
package struct MergeImages: MergeCopies {
    private let images: [OpenImage]

    /// An image that several values refer to; the last one closes it.
    private final class OpenImage {
        private var image: VerifiedImage

        init(_ path: String) throws(ImageError) {
            image = try VerifiedImage(path)
        }

        func read(into buffer: inout MutableSpan<UInt8>, atByte offset: Int) throws(ImageError) {
            try image.read(into: &buffer, atByte: offset)
        }
    }

    /// Opens images.
    ///
    /// - Throws: Why one of them cannot be read.
    package init(_ paths: [String]) throws(ImageError) {
        var images: [OpenImage] = []
        for path in paths { images.append(try OpenImage(path)) }
        self.images = images
    }

    /// Reads sectors of an image, which must have them.
    ///
    /// - Throws: `system` if the file cannot be read there, or was cut.
    package mutating func read(
        _ range: SectorRange, ofCopy copy: Int, into buffer: inout MutableSpan<UInt8>
    ) throws(ImageError) {
        try images[copy].read(into: &buffer, atByte: range.byteOffset)
    }

    /// The first two paths that lead to the same file; nil if there are none.
    package static func sameFile(
        among paths: [String]
    ) throws(OutputError) -> (first: Int, second: Int)? {
        let fileSystem = LinuxFileSystem()
        var known: [[UInt64]] = []
        for (place, path) in paths.enumerated() {
            let status = try attempt(.inspect, path) { () throws(Errno) in
                try fileSystem.status(at: path)
            }
            if let first = known.firstIndex(of: status.identity) { return (first, place) }
            known.append(status.identity)
        }
        return nil
    }
}
