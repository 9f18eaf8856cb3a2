import RescueCore

extension BootReport {
    /// What an image offers, with the state of each boot image as a whole.
    init(_ analysis: ImageAnalysis) {
        let images = analysis.filesystems.bootImages?.images ?? []
        let files = Self.files(at: Set(images.map { $0.lba * Sector.size }), analysis)
        self.init(analysis.filesystems.volumes) { image in
            let file = files[image.lba * Sector.size]
            let known = FileExtent(
                imageOffset: image.sectors.byteOffset, byteCount: image.sectors.byteCount)
            let extents = file.map { Array($0.extents) } ?? [known]
            var entry = Entry(image)
            entry.path = file?.pathText
            entry.badBytes = extents.reduce(0) { $0 + analysis.damage.bad.badBytes(of: $1) }
            return entry
        }
    }

    /// The files of the first tree that begin at one of some places of the image.
    private static func files(at offsets: Set<Int>, _ analysis: ImageAnalysis) -> [Int: FileTree
        .Entry]
    {
        guard let tree = analysis.filesystems.trees.first, !offsets.isEmpty else { return [:] }
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
