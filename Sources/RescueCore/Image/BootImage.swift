/// A boot image as a whole: the file that it is, and what is missing of it.
package struct BootImage: Sendable {
    /// What the boot catalog says of it.
    package let image: ElTorito.Image
    /// The file of the first tree that begins where the image does, if one does.
    package let file: FileTree.Entry?
    /// How many of its bytes are missing.
    package let badBytes: Int
}

extension ImageAnalysis {
    /// The boot images, in the order of the catalog.
    package var bootImages: [BootImage] {
        let images = filesystems.bootImages?.images ?? []
        let files = files(at: Set(images.map { $0.lba * Sector.size }))
        return images.map { image in
            let file = files[image.lba * Sector.size]
            // What no file names is known as far as the catalog tells.
            let known = FileExtent(
                imageOffset: image.sectors.byteOffset, byteCount: image.sectors.byteCount)
            let extents = file?.extents ?? [known]
            return BootImage(
                image: image, file: file,
                badBytes: damage.bad.badBytes(of: extents))
        }
    }

    /// The files of the first tree that begin at some places of the image, with bytes in them.
    private func files(at offsets: Set<Int>) -> [Int: FileTree.Entry] {
        guard let tree = filesystems.trees.first, !offsets.isEmpty else { return [:] }
        var found: [Int: FileTree.Entry] = [:]
        for entry in tree.indices.lazy.map({ tree[$0] }) where entry.kind == .file {
            guard let start = entry.extents.first?.imageOffset, offsets.contains(start),
                entry.size > 0
            else { continue }
            found[start] = entry
        }
        return found
    }
}
