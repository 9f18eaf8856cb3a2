/// What a verification knows before it begins: the two parties that cannot speak for themselves.
package struct VerifyParties: Sendable {
    /// Which sectors of the image were rescued: only these are compared.
    package var map: SectorMap

    /// What was read first; nil where nobody recorded it.
    package var firstPass: ChunkSums?

    /// The disc as it was found to be when the verification was prepared.
    package var identity: DiscIdentity

    /// The sum of a chunk's bytes, as in `firstPass`.
    package var sum: @Sendable (borrowing Span<UInt8>) -> UInt64

    /// Puts together what is known.
    ///
    /// - Parameters:
    ///   - map: As large as the image was made; no larger than the disc where it counts sectors as
    ///     rescued.
    ///   - firstPass: The sums of what was read first; passed over if they do not fit the map.
    ///   - identity: The disc that is in the drive.
    ///   - sum: Computes a sum.
    package init(
        map: SectorMap, firstPass: ChunkSums?, identity: DiscIdentity,
        sum: @escaping @Sendable (borrowing Span<UInt8>) -> UInt64
    ) {
        self.map = map
        self.firstPass = firstPass.flatMap { $0.cover(sectorCount: map.sectorCount) ? $0 : nil }
        self.identity = identity
        self.sum = sum
    }

    /// How many sectors are compared at a time.
    var chunkSectors: Int { firstPass?.chunkSectors ?? ChunkSums.usualChunkSectors }

    /// The sum of what was read first of a chunk, if it is known.
    func firstSum(of chunk: SectorRange) -> UInt64? {
        firstPass.map { $0.sums[chunk.start / $0.chunkSectors] }
    }

    /// The rescued sectors of a range.
    func rescued(in range: SectorRange) -> [SectorRange] {
        map.runs(in: range).filter { $0.status == .rescued }.map(\.range)
    }
}
