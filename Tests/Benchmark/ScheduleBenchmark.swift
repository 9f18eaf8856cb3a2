import RescueCore
import Testing

/// What a step of the schedule costs in a map of 100,000 runs.
@Suite(.enabled(if: Benchmark.isWanted)) struct ScheduleBenchmark {
    @Test(arguments: [SectorStatus.untried, .untrimmed, .unscraped, .unreadable])
    func `a step in a map of many runs takes less than two microseconds`(status: SectorStatus) {
        var map = SectorMap(sectorCount: 3_200_000)
        map.mark(map.range, as: .rescued)
        for start in stride(from: 0, to: map.sectorCount, by: 64) {
            map.mark(SectorRange(start: start, count: 16), as: status)
        }
        #expect(map.runCount == 100_000)
        let policy = RescuePolicy(eccBlockSectors: 16, effort: .thorough, retries: 1)
        var schedule = RescueSchedule(policy: policy)
        var random = TestRandom(seed: 1)
        var steps = 0
        let (_, time) = Benchmark.measure {
            while steps < 200_000, let request = schedule.next(in: &map) {
                if random.next() % 4 == 0 {
                    schedule.failed(ReadFault(.mediumError, reading: request.range), in: &map)
                } else {
                    schedule.succeeded(request, after: .milliseconds(7), in: &map)
                }
                steps += 1
            }
        }
        print("RescueSchedule, \(status): \(steps) steps, \(time / steps) each")
        #expect(time / steps < .microseconds(2))
    }
}
