import RescueCore

@testable import DiscSimulation

extension FaultScript {
    /// A disc of a random kind and size with a few random kinds of damage: dead, slow, failing at
    /// first, dead with other sense data, of which `kinds` are the numbers.
    static func random(_ random: inout TestRandom, kinds: Range<Int>) -> FaultScript {
        let profile = [DiscProfile.cdROM, .dvdROM, .bdROM].randomElement(using: &random) ?? .cdROM
        let sectorCount = Int.random(in: 60...400, using: &random)
        let rules = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            let start = Int.random(in: 20..<sectorCount, using: &random)
            let longest = Bool.random(using: &random) ? 2 : 90
            let count = Int.random(in: 1...min(longest, sectorCount - start), using: &random)
            return FaultRule(
                SectorRange(start: start, count: count), randomEffect(&random, kinds: kinds),
                reportsLBA: Bool.random(using: &random))
        }
        var script = FaultScript(
            profile: profile, content: .generated(sectorCount: sectorCount),
            seed: random.next(), rules: rules)
        script.reportsLBA = Bool.random(using: &random)
        script.losesWholeECCBlocks = Bool.random(using: &random)
        return script
    }

    private static func randomEffect(
        _ random: inout TestRandom, kinds: Range<Int>
    ) -> FaultRule.Effect {
        switch Int.random(in: kinds, using: &random) {
        case 0: .dead
        case 1: .slow(seconds: 1)
        case 2: .failsFirst(Int.random(in: 1...5, using: &random))
        default: .sense(Sense(key: 0x03, asc: 0x02, ascq: 0x00))
        }
    }
}
