import Testing

@testable import RescueCore

@Suite struct RetryingPhaseTests {
    /// The blocks of 16 sectors that a phase asks for, if all of them fail; a new list at each pass.
    private func blocks(
        _ policy: RescuePolicy, bad: [SectorRange]
    ) -> [(pass: Int, speed: Double?, block: Int)] {
        var map = SectorMap(sectorCount: 1_000)
        map.mark(map.range, as: .rescued)
        for range in bad { map.mark(range, as: .unreadable) }
        var yield = BlockYield(block: 16)
        for _ in 0..<6 { yield.noteVainProbe(isRead: true) }
        var phase = RetryingPhase(policy: policy)
        var asked: [(pass: Int, speed: Double?, block: Int)] = []
        while let request = phase.next(in: map, yield: yield) {
            #expect(request.fromMedium)
            asked.append((phase.pass, phase.speed, request.range.start / 16))
            phase.failed(request.range)
        }
        return asked
    }

    @Test func `the edges of damage come before its middle, from both sides by turns`() {
        let policy = RescuePolicy(eccBlockSectors: 16, retries: 2)
        let asked = blocks(policy, bad: [SectorRange(160, 240), SectorRange(480, 496)])
        #expect(asked.filter { $0.pass == 1 }.map(\.block) == [30, 14, 10, 13, 12, 11])
        #expect(asked.filter { $0.pass == 2 }.map(\.block) == [10, 14, 30, 11, 12, 13])
        #expect(asked.count == 12)
    }

    @Test func `each retry has its speed, never above the one the user set`() {
        var policy = RescuePolicy(eccBlockSectors: 16, retries: 3)
        policy.retrySpeeds = [4, nil]
        let bad = [SectorRange(160, 176)]
        #expect(blocks(policy, bad: bad).map(\.speed) == [4, nil, 4])
        policy.speed = 2
        #expect(blocks(policy, bad: bad).map(\.speed) == [2, 2, 2])
    }

    @Test func `a thorough retry asks for the sectors of a block that fails as a whole`() {
        let policy = RescuePolicy(eccBlockSectors: 16, effort: .thorough, retries: 1)
        let asked = blocks(policy, bad: [SectorRange(160, 176)])
        #expect(asked.count == 17)
    }

    @Test func `without retries nothing is asked for`() {
        let policy = RescuePolicy(eccBlockSectors: 16, retries: 0)
        #expect(blocks(policy, bad: [SectorRange(160, 176)]).isEmpty)
    }
}
