package import RescueCore

/// A true ISO 9660 volume made of a seed: directories and files that fill a disc of any size.
///
/// Only what describes the volume is kept in memory; the bytes of the files are computed sector by
/// sector. Names are those of interchange level 1. A disc of fewer than 48 sectors is too small for
/// the tree and holds random bytes only.
package struct GeneratedVolume: SectorContent, Hashable, Sendable {
    /// A file of the volume.
    package struct File: Hashable, Sendable {
        /// The path from the root, without the version number: `PHOTOS/2001/IMG_0001.JPG`.
        package var path: String
        /// The sectors that hold its bytes; empty for an empty file.
        package var range: SectorRange
        /// How long the file is.
        package var byteCount: Int
    }

    /// How many sectors there are; the last file ends in the last one.
    package let sectorCount: Int

    /// All files, in the order in which they lie on the disc.
    package let files: [File]

    private let isSparse: Bool
    private let metadata: VolumeMetadata?
    private let noise: Noise

    /// Makes the volume that belongs to a seed.
    ///
    /// - Parameters:
    ///   - sectorCount: The size of the disc.
    ///   - seed: What sizes and bytes of the files are drawn from.
    ///   - label: The volume identifier: up to 32 of `A-Z`, `0-9` and `_`.
    ///   - isSparse: Whether the files hold nothing but zeros, so that an image of the disc takes
    ///     no room.
    package init(sectorCount: Int, seed: UInt64, label: String, isSparse: Bool = false) {
        self.sectorCount = sectorCount
        self.isSparse = isSparse
        noise = Noise(seed: seed)
        if sectorCount >= VolumeTree.fewestSectors {
            let tree = VolumeTree(sectorCount: sectorCount, seed: seed)
            metadata = VolumeMetadata(tree, sectorCount: sectorCount, label: label)
            files = tree.files.map {
                File(path: tree.path(of: $0), range: $0.range, byteCount: $0.byteCount)
            }
        } else {
            metadata = nil
            files = []
        }
    }

    /// Puts the bytes of sectors into a buffer.
    package func fill(_ range: SectorRange, into buffer: inout MutableSpan<UInt8>) {
        precondition(range.end <= sectorCount, "the sectors must lie on the disc")
        var rest = range
        while !rest.isEmpty {
            let offset = rest.byteOffset - range.byteOffset
            let piece = fillFirstPiece(of: rest, into: &buffer, at: offset)
            rest = SectorRange(piece.end, rest.end)
        }
    }

    /// Fills in as many sectors as are of one kind, and tells which.
    private func fillFirstPiece(
        of range: SectorRange, into buffer: inout MutableSpan<UInt8>, at offset: Int
    ) -> SectorRange {
        guard let metadata else {
            return fill(range, of: SectorRange(0, sectorCount), file: 0, into: &buffer, at: offset)
        }
        if range.start < metadata.range.start {
            let piece = range.clamped(to: SectorRange(0, metadata.range.start))
            buffer.zero(at: offset, count: piece.byteCount)
            return piece
        }
        if metadata.range.contains(range.start) {
            let piece = range.clamped(to: metadata.range)
            let start = (piece.start - metadata.range.start) * Sector.size
            buffer.copy(metadata.bytes, from: start, count: piece.byteCount, to: offset)
            return piece
        }
        let index = indexOfFile(at: range.start)
        let file = files[index]
        let piece = fill(range, of: file.range, file: index, into: &buffer, at: offset)
        let end = file.byteCount - (piece.end - file.range.start) * Sector.size
        if end < 0 {
            buffer.zero(at: offset + piece.byteCount + end, count: -end)
        }
        return piece
    }

    private func fill(
        _ range: SectorRange, of file: SectorRange, file index: Int,
        into buffer: inout MutableSpan<UInt8>, at offset: Int
    ) -> SectorRange {
        let piece = range.clamped(to: file)
        if isSparse {
            buffer.zero(at: offset, count: piece.byteCount)
        } else {
            for step in 0..<piece.count {
                noise.fill(
                    &buffer, at: offset + step * Sector.size, file: index,
                    index: piece.start - file.start + step)
            }
        }
        return piece
    }

    /// The file a sector behind the directories belongs to: the last that begins there or before.
    private func indexOfFile(at lba: LBA) -> Int {
        var low = 0
        var high = files.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if files[middle].range.start <= lba { low = middle } else { high = middle }
        }
        return low
    }
}
