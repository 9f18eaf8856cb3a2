import RescueCore
import Testing

@testable import DiscSimulation

/// The numbers of a seed must never change: recorded runs and presets depend on them.
@Suite struct SeededGeneratorTests {
    @Test func `the generator is SplitMix64`() {
        var zero = SeededGenerator(seed: 0)
        let first: [UInt64] = (0..<3).map { _ in zero.next() }
        #expect(first == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F])
        var other = SeededGenerator(seed: 1_234_567)
        let second: [UInt64] = (0..<3).map { _ in other.next() }
        #expect(
            second == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test func `draws are pinned`() {
        let draw = SeededDraw(seed: 42, for: .damage)
        #expect(draw.word(1_000) == 9_401_909_871_818_391_327)
        #expect(draw.word(1_000, 1) == 1_815_316_273_293_983_734)
        #expect(SeededDraw(seed: 42, for: .content).word(1_000) == 6_317_574_860_026_763_203)
    }

    @Test func `numbers fill their range evenly`() {
        var random = SeededGenerator(seed: 7)
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<10_000 { counts[random.number(in: 5...14) - 5] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) }, "\(counts)")
        let units = (0..<1_000).map { _ in random.unit() }
        #expect(units.allSatisfy { (0..<1).contains($0) })
        #expect((0.45...0.55).contains(units.reduce(0, +) / 1_000))
    }

    @Test func `draws for neighbours, attempts and purposes have nothing to do with each other`() {
        var words: Set<UInt64> = []
        for purpose in [SeededDraw.Purpose.content, .layout, .damage, .corruption, .drive, .shape] {
            let draw = SeededDraw(seed: 1, for: purpose)
            for key in -20..<20 {
                for attempt in 0..<20 { words.insert(draw.word(key, attempt)) }
            }
        }
        #expect(words.count == 6 * 40 * 20)
    }
}
