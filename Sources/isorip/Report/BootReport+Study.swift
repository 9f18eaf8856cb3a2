import RescueCore

extension BootReport {
    /// What an image offers, with the state of each boot image as a whole.
    init(_ study: ImageStudy) {
        let images = study.filesystems.bootImages?.images ?? []
        let files = Self.files(at: Set(images.map { $0.lba * Sector.size }), study)
        self.init(study.filesystems.overview) { image in
            let file = files[image.lba * Sector.size]
            let known = FileExtent(
                imageOffset: image.sectors.byteOffset, byteCount: image.sectors.byteCount)
            let extents = file.map { Array($0.extents) } ?? [known]
            var entry = Entry(image)
            entry.path = file?.pathText
            entry.badBytes = extents.reduce(0) { $0 + study.survey.bad.badBytes(of: $1) }
            return entry
        }
    }

    /// The files of the first tree that begin at one of some places of the image.
    private static func files(at offsets: Set<Int>, _ study: ImageStudy) -> [Int: FileTree.Entry] {
        guard let tree = study.filesystems.trees.first, !offsets.isEmpty else { return [:] }
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
