import RescueCore

/// Where an image and its companions lie: plain files, side by side.
public struct OutputPaths: Hashable, Sendable {
    /// The image: `disc.iso`.
    public let image: String

    /// Makes the paths that belong to an image.
    public init(image: String) {
        self.image = image
    }

    /// The error map, a GNU ddrescue mapfile: `disc.iso.map`.
    public var map: String { image + ".map" }

    /// The record of how the image was made: `disc.iso.json`.
    public var record: String { image + ".json" }

    /// What `sha256sum -c` takes: `disc.iso.sha256`.
    public var checksum: String { image + ".sha256" }

    /// The image's name without its directory.
    public var imageName: String {
        String(lossless: image.losslessBytes.split(separator: UInt8(ascii: "/")).last ?? [])
    }
}

/// The directory that a file is in, as a path that can be opened.
func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
