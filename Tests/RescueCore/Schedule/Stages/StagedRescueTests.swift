import RescueCore
import Testing

@testable import DiscSimulation

/// Random discs with damage, rescued in random stages.
///
/// The seed is the whole test: the disc, its damage and the stages.
@Suite struct StagedRescueTests {
    private static let seedsPerBatch: UInt64 = 12

    @Test(arguments: UInt64(0)..<8)
    func `stages recover exactly what a rescue without stages recovers`(batch: UInt64) throws {
        let wrong = try Self.seeds(batch).compactMap { seed -> String? in
            var random = TestRandom(seed: seed)
            // What fails by its place alone, so that both have the same chance.
            let script = FaultScript.random(&random, kinds: 0..<2)
            var plain = try SimulatedRip(script, effort: .thorough)
            _ = try plain.engine.run()
            let watch = try StagedRip(script, effort: .thorough, &random)
            return plain.engine.progress.map == watch.map ? nil : "\(seed)"
        }
        #expect(wrong == [])
    }

    @Test(arguments: UInt64(0)..<8, [RescueEffort.normal, .thorough])
    func `no sector is read before its stage, none again, and each stage is ended`(
        batch: UInt64, effort: RescueEffort
    ) throws {
        let wrong = try Self.seeds(batch).compactMap { seed -> String? in
            var random = TestRandom(seed: seed)
            let script = FaultScript.random(&random, kinds: 0..<4)
            let rip = try StagedRip(script, effort: effort, &random)
            let disc = SimulatedDisc(script)
            let isMissed =
                effort == .thorough
                && (0..<rip.map.sectorCount).contains {
                    rip.map.status(at: $0) != .rescued && disc.isRecoverable($0, attempts: 2)
                }
            let isTrue = SimulatedRip.lies(
                of: rip.map, image: rip.image, truth: SimulatedRip.truth(of: script)
            ).isEmpty
            let trouble =
                rip.complaints.sorted() + (isMissed ? ["missed"] : []) + (isTrue ? [] : ["lies"])
                + (rip.recordedMap == rip.map ? [] : ["not recorded"])
            return trouble.isEmpty ? nil : "\(seed): \(trouble)"
        }
        #expect(wrong == [])
    }

    @Test(arguments: UInt64(0)..<4)
    func `a budget of failing reads holds in all stages together`(batch: UInt64) throws {
        let wrong = try Self.seeds(batch).compactMap { seed -> String? in
            var random = TestRandom(seed: seed)
            let script = FaultScript.random(&random, kinds: 0..<4)
            let limit = Int.random(in: 0...6, using: &random)
            let rip = try StagedRip(script, effort: .normal, maxReadErrors: limit, &random)
            let isKept =
                rip.readErrors <= limit + 1 && rip.complaints.isEmpty
                && (rip.end == .tooManyReadErrors) == (rip.readErrors > limit)
            return isKept ? nil : "\(seed): \(rip.end), \(rip.readErrors) of \(limit)"
        }
        #expect(wrong == [])
    }

    @Test func `a rescue of one stage leaves all else untried, and says so`() throws {
        let script = FaultScript(
            profile: .dvdROM, content: .generated(sectorCount: 3000),
            rules: [FaultRule(SectorRange(500, 501), .dead)])
        let stages = [RescueStage(.chosen, SectorSet([SectorRange(490, 600)]), isLast: true)]
        let rip = try StagedRip(script, effort: .normal, stages: stages)
        #expect(rip.end == .chosenRead)
        #expect(rip.recordedMap == rip.map)
        // In whole ECC blocks of 16 sectors; one of them is dead.
        #expect(
            Array(rip.map.runs) == [
                .init(SectorRange(0, 480), .untried), .init(SectorRange(480, 496), .rescued),
                .init(SectorRange(496, 512), .unreadable), .init(SectorRange(512, 608), .rescued),
                .init(SectorRange(608, 3000), .untried),
            ])
        #expect(rip.recordedPhase == .copying)
    }

    @Test func `sectors that cannot be trusted are read again, whatever the stage`() throws {
        let script = FaultScript(
            profile: .dvdROM, content: .generated(sectorCount: 3000),
            events: [FaultEvent(.short, at: .command(20))])
        let stages = [
            RescueStage(.metadata, SectorSet([SectorRange(0, 320)])),
            RescueStage(.chosen, SectorSet([SectorRange(1000, 2000)])),
            RescueStage(.rest, nil, isLast: true),
        ]
        let rip = try StagedRip(script, effort: .normal, stages: stages)
        #expect(rip.end == .complete)
        #expect(rip.image == SimulatedRip.truth(of: script))
    }

    private static func seeds(_ batch: UInt64) -> Range<UInt64> {
        batch * seedsPerBatch..<(batch + 1) * seedsPerBatch
    }
}
