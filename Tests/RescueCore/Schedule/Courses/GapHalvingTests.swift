import Testing

@testable import RescueCore

@Suite struct GapHalvingTests {
    /// What is left untried of one gap in whose front part nothing can be read.
    private func search(
        gap: SectorRange, dead: SectorRange, smallest: Int = 1
    ) -> (left: Int, failures: Int, map: SectorMap) {
        var map = SectorMap(sectorCount: gap.end + 1_000)
        map.mark(map.range, as: .rescued)
        map.mark(gap, as: .untried)
        var halving = GapHalving(sectorCount: map.sectorCount, smallest: smallest)
        var failures = 0
        while let range = halving.next(in: map, size: { _ in 16 }) {
            if range.overlaps(dead) {
                failures += 1
                map.mark(range, as: .unscraped)
                halving.leave(range, in: map)
            } else {
                map.mark(range, as: .rescued)
                halving.succeeded(range)
            }
        }
        return (map.count(of: .untried), failures, map)
    }

    @Test(arguments: [1_600, 16_000, 80_000, 159_984])
    func `the far edge of damage is found by halving`(deadSectors: Int) {
        let gap = SectorRange(1_600, 161_600)
        let dead = SectorRange(start: 1_600, count: deadSectors)
        let (left, failures, map) = search(gap: gap, dead: dead)
        #expect(failures <= 14)
        #expect(left < deadSectors)
        #expect(map.firstRun(of: .missing, from: dead.end) == nil)
    }

    @Test func `a gap without damage is read completely`() {
        let (left, failures, _) = search(
            gap: SectorRange(1_600, 161_600), dead: SectorRange(0, 0))
        #expect(left == 0 && failures == 0)
    }

    @Test func `small windows are left alone`() {
        let gap = SectorRange(1_600, 161_600)
        let (left, _, _) = search(gap: gap, dead: SectorRange(0, 0), smallest: 1_000)
        #expect((1..<1_000).contains(left))
    }

    @Test func `the good data behind a second damage are found before the next pass`() {
        var map = SectorMap(sectorCount: 40_000)
        map.mark(SectorRange(0, 1_600), as: .rescued)
        var halving = GapHalving(sectorCount: map.sectorCount, smallest: 160)
        let damage = [SectorRange(1_600, 1_616), SectorRange(28_000, 28_016)]
        while let range = halving.next(in: map, size: { _ in 16 }) {
            let isBad = damage.contains { $0.overlaps(range) }
            map.mark(range, as: isBad ? .unscraped : .rescued)
            if isBad { halving.leave(range, in: map) } else { halving.succeeded(range) }
        }
        #expect(map.count(of: .untried) < 2 * 160)
    }

    @Test func `slow sectors are no edge: what lies before them is left for another pass`() {
        var map = SectorMap(sectorCount: 100_000)
        let slow = SectorRange(20_000, 60_000)
        map.mark(SectorRange(0, 20_000), as: .rescued)
        var halving = GapHalving(sectorCount: map.sectorCount, smallest: 160)
        var slowReads = 0
        while let range = halving.next(in: map, size: { _ in 16 }) {
            map.mark(range, as: .rescued)
            halving.succeeded(range)
            guard slow.overlaps(range) else { continue }
            slowReads += 1
            halving.leave(range, in: map)
        }
        #expect(slowReads < 12)
        #expect(map.firstRun(of: .missing, from: slow.end + 160) == nil)
    }
}
