import RescueCore
import Testing

/// The map against the simplest thing that could be one: a status for every sector.
@Suite struct SectorMapTests {
    @Test func `a new map is one untried run`() {
        let map = SectorMap(sectorCount: 100)
        #expect(Array(map.runs) == [SectorMap.Run(SectorRange(0, 100), .untried)])
        #expect(map.count(of: .untried) == 100)
        #expect(!map.isComplete)
    }

    @Test func `a map of no sectors has no runs and is complete`() {
        let map = SectorMap(sectorCount: 0)
        #expect(Array(map.runs).isEmpty)
        #expect(map.firstRun(of: .missing) == nil)
        #expect(map.lastRun(of: .missing, before: 0) == nil)
        #expect(map.isComplete)
    }

    @Test func `neighbours of one status are one run`() {
        var map = SectorMap(sectorCount: 30)
        map.mark(SectorRange(0, 10), as: .rescued)
        map.mark(SectorRange(20, 30), as: .rescued)
        #expect(map.runCount == 3)
        map.mark(SectorRange(10, 20), as: .rescued)
        #expect(map.runCount == 1)
        #expect(map.isComplete)
    }

    @Test func `a map is complete without its excluded sectors`() {
        var map = SectorMap(sectorCount: 50)
        map.mark(SectorRange(0, 20), as: .rescued)
        map.mark(SectorRange(20, 50), as: .excluded)
        #expect(map.isComplete)
        #expect(map.wantedCount == 20)
        map.mark(SectorRange(start: 30, count: 1), as: .untried)
        #expect(!map.isComplete)
    }

    @Test(arguments: UInt64(1)...24)
    func `a map agrees with an array of statuses`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let sectorCount = [1, 7, 300, 1_500].randomElement(using: &random) ?? 1
        var map = SectorMap(sectorCount: sectorCount)
        var model = [SectorStatus](repeating: .untried, count: sectorCount)
        var disagreements = 0
        for _ in 0..<600 {
            let start = Int.random(in: 0...sectorCount, using: &random)
            let longest = Bool.random(using: &random) ? 3 : sectorCount
            let end = min(sectorCount, start + Int.random(in: 0...longest, using: &random))
            let status = SectorStatus.allCases.randomElement(using: &random) ?? .rescued
            map.mark(SectorRange(start, end), as: status)
            for lba in start..<end { model[lba] = status }
            let probe = Int.random(in: 0..<sectorCount, using: &random)
            disagreements += agrees(map, with: model, at: probe) ? 0 : 1
        }
        #expect(disagreements == 0)
        #expect(Array(map.runs) == runs(of: model))
    }

    /// Whether everything the map can be asked agrees with the model; one expectation for all of it.
    private func agrees(_ map: SectorMap, with model: [SectorStatus], at lba: Int) -> Bool {
        let wanted: SectorStatusSet = [SectorStatusSet(.untried), SectorStatusSet(model[lba])]
        let all = runs(of: model)
        let next = all.first { $0.range.end > lba && wanted.contains($0.status) }
        let previous = all.last { $0.range.start < lba && wanted.contains($0.status) }
        return map.runCount == all.count && map.status(at: lba) == model[lba]
            && map.run(at: lba) == all.first { $0.range.contains(lba) }
            && SectorStatus.allCases.allSatisfy { status in
                map.count(of: status) == model.count { $0 == status }
            }
            && map.firstRun(of: wanted, from: lba)
                == next.map {
                    .init(SectorRange(max(lba, $0.range.start), $0.range.end), $0.status)
                }
            && map.lastRun(of: wanted, before: lba)
                == previous.map {
                    .init(SectorRange($0.range.start, min(lba, $0.range.end)), $0.status)
                }
    }

    private func runs(of model: [SectorStatus]) -> [SectorMap.Run] {
        var runs: [SectorMap.Run] = []
        for (lba, status) in model.enumerated() {
            if let last = runs.last, last.status == status {
                runs[runs.count - 1].range = SectorRange(last.range.start, lba + 1)
            } else {
                runs.append(.init(SectorRange(start: lba, count: 1), status))
            }
        }
        return runs
    }
}
