import DiscIO
import RescueCore

/// A disc that was ripped by a drive that lies, and what is left of it.
struct LyingRip: ~Copyable {
    var source: LyingSource
    var image: MemoryImage
    var map: SectorMap
    /// What was read first, as a record has it.
    var sums: ChunkSums

    /// Reads the whole disc once.
    ///
    /// - Parameters:
    ///   - source: The disc and its drive.
    ///   - lost: Sectors that the rip is not to rescue.
    ///   - chunkSectors: How many sectors one sum is of.
    /// - Throws: What the source throws.
    init(
        _ source: consuming LyingSource, lost: [SectorRange] = [], chunkSectors: Int = 8
    ) throws {
        var map = SectorMap(sectorCount: source.sectorCount)
        var bytes = [UInt8](repeating: 0, count: source.sectorCount * Sector.size)
        map.mark(map.range, as: .rescued)
        for range in lost { map.mark(range, as: .unreadable) }
        for run in map.runs where run.status == .rescued {
            let place = run.range.byteOffset..<run.range.byteOffset + run.range.byteCount
            var whole = bytes.mutableSpan
            var wanted = whole._mutatingExtracting(place)
            try source.read(ReadRequest(run.range), into: &wanted)
        }
        sums = ChunkSums(
            chunkSectors: chunkSectors,
            sums: stride(from: 0, to: bytes.count, by: chunkSectors * Sector.size).map { start in
                let end = min(bytes.count, start + chunkSectors * Sector.size)
                return ChunkSums.sum(of: bytes.span.extracting(start..<end))
            })
        image = MemoryImage(bytes: bytes)
        self.map = map
        self.source = source
    }

    /// Changes a byte of a sector of the image.
    mutating func rot(_ lba: LBA) {
        image.bytes[lba * Sector.size + 9] ^= 0x40
    }

    /// Verifies, with what was read first or without, comparing on the spot or beside the reading.
    mutating func verify(
        knowsFirst: Bool = true, policy: VerifyPolicy? = nil, besideReading: Bool = false,
        host: VerifyWitness = VerifyWitness()
    ) throws -> (end: VerifyEnd, result: VerifyResult) {
        var usual = VerifyPolicy(eccBlockSectors: 2, commandSectors: 4)
        usual.cacheSectors = 4
        let parties = VerifyParties(
            map: map, firstPass: knowsFirst ? sums : nil,
            identity: DiscIdentity(sectorCount: source.sectorCount)
        ) { ChunkSums.sum(of: $0) }
        var verifier = Verifier(parties, policy: policy ?? usual, host: host)
        var comparer = ChunkComparer(parties, image: image, policy: policy ?? usual)
        let end: VerifyEnd
        if besideReading {
            var pipeline = ComparisonPipeline(comparer)
            end = try verifier.run(&source, comparing: &pipeline)
        } else {
            end = try verifier.run(&source, comparing: &comparer)
        }
        return (end, verifier.result)
    }
}
