/// A chunk of the disc as it was just read again.
package struct DiscChunk: Sendable {
    /// What the disc gave; undefined where a sector is not in `rescued`, or is in `unreadable`.
    var bytes: ChunkBytes

    /// The sectors of the chunk that were rescued: only these are read and compared.
    let rescued: [SectorRange]

    /// Those of them that cannot be read now.
    var unreadable: [SectorRange] = []

    /// The stretches between two checks of the disc in which the chunk was read.
    var stretches = 0...0
}

/// What the comparison of a chunk with the other two parties showed.
package struct ComparedChunk: Sendable {
    /// The sectors of the chunk.
    let range: SectorRange

    /// How many of them were to be compared.
    var sectorsToCompare = 0

    /// How many are the same on all sides.
    var identical = 0

    /// Those that cannot be read now.
    var unreadable: [SectorRange] = []

    /// What is certain already.
    var findings: [(range: SectorRange, finding: VerifyFinding)] = []

    /// What a third read has to decide; nil if the disc and the image agree.
    var suspect: SuspectChunk?

    /// The stretches between two checks of the disc in which the chunk was read.
    var stretches = 0...0

    /// The memory of the chunk, for another one to be read into.
    var buffer: [UInt8] = []
}
