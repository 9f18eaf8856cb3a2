/// Bytes of a file that are there, and where they are in the image.
package struct FilePiece: Hashable, Sendable {
    /// Where in the file they begin.
    package let fileOffset: Int
    /// Where in the image they begin.
    package let imageOffset: Int
    /// How many there are.
    package let byteCount: Int

    /// Makes a piece of `byteCount` bytes.
    package init(fileOffset: Int, imageOffset: Int, byteCount: Int) {
        self.fileOffset = fileOffset
        self.imageOffset = imageOffset
        self.byteCount = byteCount
    }
}

extension FilesystemDamage {
    /// The bytes of a file that are there, in order; those of holes, which are zeros, are nowhere.
    package func readablePieces(of entry: FileTree.Entry) -> [FilePiece] {
        var pieces: [FilePiece] = []
        var position = 0
        for extent in entry.extents {
            defer { position += extent.byteCount }
            guard let start = extent.imageOffset else { continue }
            let end = extent.byteCount
            var place = 0
            for gap in bad.missingBytes(of: extent) + [end..<end] {
                if gap.lowerBound > place {
                    pieces.append(
                        FilePiece(
                            fileOffset: position + place, imageOffset: start + place,
                            byteCount: gap.lowerBound - place))
                }
                place = gap.upperBound
            }
        }
        return pieces
    }
}
