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
        return try Self.verify(
            &source, parties, ChunkComparer(parties, image: image, policy: policy ?? usual),
            policy: policy ?? usual, besideReading: besideReading, host)
    }

    private static func verify(
        _ source: inout LyingSource, _ parties: VerifyParties,
        _ comparer: consuming sending ChunkComparer<MemoryImage>, policy: VerifyPolicy,
        besideReading: Bool, _ host: VerifyWitness
    ) throws -> (end: VerifyEnd, result: VerifyResult) {
        var verifier = Verifier(source: source, parties, policy: policy, host: host)
        let end: Result<VerifyEnd, MemoryImage.Failure>
        if besideReading {
            var pipeline = ComparisonPipeline(comparer)
            end = Result { () throws(MemoryImage.Failure) in
                try verifier.run(comparing: &pipeline)
            }
        } else {
            end = Result { () throws(MemoryImage.Failure) in
                try verifier.run(comparing: &comparer)
            }
        }
        let result = verifier.result
        source = verifier.releaseSource()
        return (try end.get(), result)
    }
}
