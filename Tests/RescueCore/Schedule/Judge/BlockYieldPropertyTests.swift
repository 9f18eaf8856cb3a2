import RescueCore
import Testing

/// What the default effort promises: nothing that can be had is given up, whatever the drive gives
/// of bad blocks.
@Suite struct BlockYieldPropertyTests {
    /// Scratches of random lengths on a disc of random blocks, in a drive that may give good sectors
    /// of bad blocks and may name the failing one.
    private struct Case {
        var block: Int
        var givesGoodSectors: Bool
        var namesSector: Bool
        var sectorCount: Int
        var isBad: [Bool]

        init(seed: UInt64, givesGoodSectors: Bool) {
            var random = TestRandom(seed: seed)
            block = [16, 32][Int.random(in: 0...1, using: &random)]
            self.givesGoodSectors = givesGoodSectors
            namesSector = Bool.random(using: &random)
            sectorCount = block * Int.random(in: 40...80, using: &random)
            isBad = Array(repeating: false, count: sectorCount)
            let longest = [1, 8, 40][Int.random(in: 0...2, using: &random)]
            for _ in 0..<Int.random(in: 4...24, using: &random) {
                let start = Int.random(in: 0..<sectorCount, using: &random)
                let end = min(sectorCount, start + Int.random(in: 1...longest, using: &random))
                for lba in start..<end { isBad[lba] = true }
            }
        }

        /// The first sector of a range that cannot be read.
        func failing(in range: SectorRange) -> LBA? {
            if givesGoodSectors { return isBad[range.start..<range.end].firstIndex(of: true) }
            let first = range.start / block * block
            let end = (range.end + block - 1) / block * block
            let bad = isBad[first..<end].firstIndex(of: true)
            return bad.map { max(range.start, $0 / block * block) }
        }
    }

    @Test(arguments: [false, true])
    func `the default effort gives up nothing that can be read`(givesGoodSectors: Bool) {
        var givenUp: [UInt64] = []
        for seed in 0..<1_000 as Range<UInt64> {
            let disc = Case(seed: seed, givesGoodSectors: givesGoodSectors)
            let map = rescue(disc)
            let lost = map.runs.filter { $0.status != .rescued }.flatMap { run in
                (run.range.start..<run.range.end).filter {
                    disc.failing(in: SectorRange(start: $0, count: 1)) == nil
                }
            }
            if !lost.isEmpty { givenUp.append(seed) }
        }
        #expect(givenUp == [])
    }

    private func rescue(_ disc: Case) -> SectorMap {
        let policy = RescuePolicy(eccBlockSectors: disc.block, retries: 0)
        var schedule = RescueSchedule(policy: policy)
        var map = SectorMap(sectorCount: disc.sectorCount)
        while let request = schedule.next(in: &map) {
            if let failing = disc.failing(in: request.range) {
                let fault = ReadFault(
                    .mediumError, reading: request.range, at: disc.namesSector ? failing : nil)
                schedule.failed(fault, in: &map)
            } else {
                schedule.succeeded(request, in: &map)
            }
        }
        return map
    }
}
