import RescueCore
import Testing

@testable import DiscSimulation

/// Random damaged discs of which random files are read first, or alone.
@Suite struct ChosenFilesTests {
    private static let seedsPerBatch: UInt64 = 15

    @Test(arguments: UInt64(0)..<8)
    func `choosing files loses nothing of the disc, and keeps its order`(batch: UInt64) throws {
        let wrong = try Self.seeds(batch).compactMap { seed -> String? in
            var random = TestRandom(seed: seed)
            let script = FaultScript.random(&random, kinds: 0..<2)
            let choice = RescueChoice(
                paths: Self.paths(of: script, &random), putsOffUnused: Bool.random(using: &random))
            var plain = try SimulatedRip(script, effort: .thorough)
            _ = try plain.engine.run()
            let rip = try StagedRip(
                script, effort: .thorough, directed: DirectedRescue(choice))
            let trouble =
                rip.complaints.sorted() + (rip.map == plain.engine.progress.map ? [] : ["lost"])
                + (rip.stages.last?.aim == .rest ? [] : ["no rest"])
            return trouble.isEmpty ? nil : "\(seed): \(trouble)"
        }
        #expect(wrong == [])
    }

    @Test(arguments: UInt64(0)..<8)
    func `files alone are had as far as they can be, and the next rip has all else`(
        batch: UInt64
    ) throws {
        let wrong = try Self.seeds(batch).compactMap { seed -> String? in
            var random = TestRandom(seed: seed)
            let script = FaultScript.random(&random, kinds: 0..<2)
            let paths = Self.paths(of: script, &random)
            var plain = try SimulatedRip(script, effort: .thorough)
            _ = try plain.engine.run()
            let whole = plain.engine.progress.map
            let rip = try StagedRip(
                script, effort: .thorough,
                directed: DirectedRescue(RescueChoice(paths: paths, isOnly: true)))
            var rest = try SimulatedRip(
                script, effort: .thorough, map: rip.map, image: rip.image)
            _ = try rest.engine.run()
            let missed = rip.stages.last?.sectors?.ranges.contains { range in
                !whole.runs(in: range).elementsEqual(rip.map.runs(in: range))
            }
            let trouble =
                rip.complaints.sorted() + (missed == false ? [] : ["missed"])
                + (rest.engine.progress.map == whole ? [] : ["lost"])
                + (rest.engine.sink.durableImage == plain.engine.sink.durableImage ? [] : ["bytes"])
            return trouble.isEmpty ? nil : "\(seed): \(trouble)"
        }
        #expect(wrong == [])
    }

    /// Some files and directories of a disc, and one that it does not have.
    private static func paths(of script: FaultScript, _ random: inout TestRandom) -> [String] {
        let files = script.generatedVolume?.files.map { "/" + $0.path } ?? []
        let all = files + ["/VIDEO", "/PHOTOS/2001", "/NONE"]
        return Array(all.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
    }

    private static func seeds(_ batch: UInt64) -> Range<UInt64> {
        batch * seedsPerBatch..<(batch + 1) * seedsPerBatch
    }
}
