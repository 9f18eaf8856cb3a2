import Testing

@testable import DiscSimulation
@testable import RescueCore

@Suite struct FaultTableTests {
    @Test(arguments: UInt64(1)...40)
    func `each sector has the rules that a look at all of them finds`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let sectorCount = Int.random(in: 1...200, using: &random)
        let unit = [1, 16, 32].randomElement(using: &random) ?? 1
        let rules = (0..<Int.random(in: 0...15, using: &random)).map { number in
            let start = Int.random(in: 0...sectorCount, using: &random)
            let count = Int.random(in: 1...60, using: &random)
            let effects: [FaultRule.Effect] = [.dead, .slow(seconds: Double(number)), .hang]
            return FaultRule(
                SectorRange(start: start, count: count),
                effects.randomElement(using: &random) ?? .dead)
        }
        let table = FaultTable(rules, sectorCount: sectorCount, lossUnit: unit)
        for lba in 0..<sectorCount {
            let wanted = rules.filter { rule in
                rule.effect == .dead
                    ? rule.range.overlaps(SectorRange(start: lba / unit * unit, count: unit))
                    : rule.range.contains(lba)
            }
            #expect(table.rules(at: lba).map(\.effect) == wanted.map(\.effect), "LBA \(lba)")
        }
        let borders = table.segments.map(\.range)
        #expect(zip(borders, borders.dropFirst()).allSatisfy { $0.end <= $1.start })
        #expect(borders.allSatisfy { !$0.isEmpty && $0.end <= sectorCount })
    }
}
