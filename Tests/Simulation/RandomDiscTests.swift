import RescueCore
import Testing

@testable import DiscSimulation

/// Thousands of random discs, each with damage of its own, ripped to the end.
///
/// The seed is the whole test: the disc, its damage, the retries and the moments of all crashes.
@Suite struct RandomDiscTests {
    private static let seedsPerBatch: UInt64 = 100

    @Test(arguments: UInt64(0)..<20)
    func `every recoverable sector is recovered, and nothing else is claimed`(
        batch: UInt64
    ) throws {
        let seeds = batch * Self.seedsPerBatch..<(batch + 1) * Self.seedsPerBatch
        let failed = try seeds.filter { try !isRescuedFully(seed: $0) }
        #expect(failed == [])
    }

    @Test(arguments: UInt64(0)..<10)
    func `a rip that crashes again and again ends with the same image`(batch: UInt64) throws {
        let seeds = batch * Self.seedsPerBatch..<(batch + 1) * Self.seedsPerBatch
        let failed = try seeds.filter { try !survivesCrashes(seed: $0) }
        #expect(failed == [])
    }

    /// One uninterrupted run.
    private func isRescuedFully(seed: UInt64) throws -> Bool {
        var random = TestRandom(seed: seed)
        let retries = Int.random(in: 0...2, using: &random)
        let script = FaultScript.random(&random, kinds: 0..<4)
        var rip = try SimulatedRip(script, effort: .thorough, retries: retries)
        let end = try rip.engine.run()
        let map = rip.engine.progress.map
        let disc = SimulatedDisc(script)
        // Each sector is tried once, alone or with its ECC block, and then by each retry.
        let missed = (0..<map.sectorCount).contains { lba in
            map.status(at: lba) != .rescued
                && disc.isRecoverable(lba, attempts: 1 + retries)
        }
        return !missed && end == (map.isComplete ? .complete : .exhausted)
            && map.count(of: .rescued) + map.count(of: .unreadable) == map.sectorCount
            && rip.engine.sink.recordedMap == map
            && isTrue(map, rip.engine.sink.durableImage, script)
    }

    /// Runs that each lose what was not yet recorded, until one gets to the end.
    private func survivesCrashes(seed: UInt64) throws -> Bool {
        var random = TestRandom(seed: seed ^ 0xC0FFEE)
        let script = FaultScript.random(&random, kinds: 0..<2)
        var map = SectorMap(sectorCount: script.sectorCount ?? 0)
        var image = [UInt8](repeating: 0, count: map.sectorCount * Sector.size)
        for _ in 0..<200 {
            let crash = Int.random(in: 1...600, using: &random)
            var rip = try SimulatedRip(
                script, effort: .thorough, sinkFailsAt: crash, map: map, image: image)
            let end = try? rip.engine.run()
            map = rip.engine.sink.recordedMap ?? map
            image = rip.engine.sink.durableImage
            guard isTrue(map, image, script) else { return false }
            if end != nil { break }
        }
        let disc = SimulatedDisc(script)
        return (0..<map.sectorCount).allSatisfy { lba in
            (map.status(at: lba) == .rescued) == disc.isRecoverable(lba, attempts: 1)
        }
    }

    private func isTrue(_ map: SectorMap, _ image: [UInt8], _ script: FaultScript) -> Bool {
        SimulatedRip.lies(of: map, image: image, truth: SimulatedRip.truth(of: script)).isEmpty
    }
}
