import RescueCore
import Testing

/// What a look-up and a change cost in a map of a million runs; only printed, never judged.
@Suite(.enabled(if: Benchmark.isWanted)) struct SectorMapBenchmark {
    @Test func `a map of a million runs`() {
        let sectorCount = 2_000_000
        var map = SectorMap(sectorCount: sectorCount)
        let clock = ContinuousClock()
        let built = clock.measure {
            for lba in stride(from: 0, to: sectorCount, by: 2) {
                map.mark(SectorRange(start: lba, count: 1), as: .rescued)
            }
        }
        var random = TestRandom(seed: 1)
        let places = (0..<100_000).map { _ in Int.random(in: 0..<sectorCount, using: &random) }
        var found = 0
        let lookedUp = clock.measure {
            for lba in places where map.status(at: lba) == .rescued { found += 1 }
        }
        let searched = clock.measure {
            for lba in places {
                found += map.firstRun(of: SectorStatusSet(.unreadable), from: lba) == nil ? 1 : 0
            }
        }
        let changed = clock.measure {
            for lba in places {
                let status = map.status(at: lba) == .rescued ? SectorStatus.untried : .rescued
                map.mark(SectorRange(start: lba, count: 1), as: status)
            }
        }
        #expect(found > 0)
        print("SectorMap, \(sectorCount / 2) runs built in \(built); per operation:")
        print("  status \(lookedUp / places.count), vain search \(searched / places.count)")
        print("  look-up and change \(changed / places.count)")
    }
}
