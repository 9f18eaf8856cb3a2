import DiscIO
import RescueCore
import Testing

/// Comparing beside the reading finds what comparing on the spot does, and ends when that does.
@Suite struct ComparisonPipelineTests {
    private func rip(seed: UInt64) throws -> LyingRip {
        var random = TestRandom(seed: seed)
        let count = Int.random(in: 30...400, using: &random)
        var lies: [LBA: LyingSource.Lie] = [:]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let lie = LyingSource.Lie.allCases.randomElement(using: &random)
            lies[Int.random(in: 0..<count, using: &random)] = lie
        }
        let lost = Int.random(in: 0..<count - 20, using: &random)
        var rip = try LyingRip(
            LyingSource(sectorCount: count, seed: seed, lies: lies),
            lost: [SectorRange(lost, lost + Int.random(in: 1...20, using: &random))])
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            rip.rot(Int.random(in: 0..<count, using: &random))
        }
        rip.source.dead = [Int.random(in: 0..<count, using: &random)]
        return rip
    }

    @Test func `it finds the same as comparing on the spot`() throws {
        for seed: UInt64 in 0..<200 {
            var spot = try rip(seed: seed)
            var beside = try rip(seed: seed)
            let one = try spot.verify()
            let other = try beside.verify(besideReading: true)
            #expect(one.end == other.end && one.result == other.result, "seed \(seed)")
            let isSame = spot.source.requests == beside.source.requests
            #expect(isSame, "seed \(seed)")
        }
    }

    @Test func `every chunk is told, in order, before the end`() throws {
        var rip = try LyingRip(LyingSource(sectorCount: 395, seed: 3))
        let host = VerifyWitness()
        _ = try rip.verify(besideReading: true, host: host)
        let compared = host.events.compactMap { event in
            if case .compared(let range) = event { range } else { nil }
        }
        let chunks = stride(from: 0, to: 395, by: 8).map { SectorRange($0, min($0 + 8, 395)) }
        #expect(compared == chunks)
        #expect(host.events.last == .ended(.complete))
    }

    @Test func `a stop is honoured, and what was read before it is compared`() throws {
        var rip = try LyingRip(LyingSource(sectorCount: 400, seed: 3))
        rip.rot(10)
        let host = VerifyWitness(stopsAfterReads: 11)
        let (end, result) = try rip.verify(besideReading: true, host: host)
        #expect(end == .interrupted)
        // One read made the drive forget, and two are a chunk.
        #expect(result.identical == 5 * 8 - 1)
        #expect(result.findings == [.imageChanged: [SectorRange(10, 11)]])
    }

    @Test func `an image that cannot be read ends it, and the disc is not read to its end`()
        throws
    {
        var rip = try LyingRip(LyingSource(sectorCount: 4_000, seed: 3))
        rip.image.fails = true
        let reads = rip.source.requests.count
        #expect(throws: MemoryImage.Failure.disk) {
            _ = try rip.verify(besideReading: true)
        }
        #expect(rip.source.requests.count - reads < 4_000 / 8)
    }
}
