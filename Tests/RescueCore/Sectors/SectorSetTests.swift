import RescueCore
import Testing

/// Sets of sectors, against sets of numbers.
@Suite struct SectorSetTests {
    private static let bounds = SectorRange(0, 100)

    @Test(arguments: UInt64(0)..<50)
    func `a set of ranges is what the same set of numbers is`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let (left, leftNumbers) = Self.randomSet(&random)
        let (right, rightNumbers) = Self.randomSet(&random)
        #expect(Self.numbers(left) == leftNumbers)
        #expect(left.count == leftNumbers.count)
        #expect(left.isEmpty == leftNumbers.isEmpty)
        #expect(Self.bounds.numbers.filter { left.contains($0) } == leftNumbers.sorted())
        #expect(Self.numbers(left.union(right)) == leftNumbers.union(rightNumbers))
        #expect(Self.numbers(left.subtracting(right)) == leftNumbers.subtracting(rightNumbers))
        #expect(SectorSet(sectors: leftNumbers) == left)
        let part = SectorRange(30, 70)
        #expect(left.parts(in: part).flatMap(\.numbers) == part.numbers.filter(left.contains))
        for set in [left, left.union(right), left.subtracting(right)] {
            #expect(zip(set.ranges, set.ranges.dropFirst()).allSatisfy { $0.end < $1.start })
        }
    }

    @Test(arguments: UInt64(0)..<20, [1, 16, 32])
    func `a widened set has whole units, and no others`(seed: UInt64, unit: Int) {
        var random = TestRandom(seed: seed)
        let (set, numbers) = Self.randomSet(&random)
        let units = Set(numbers.map { $0 / unit })
        let expected = Self.bounds.numbers.filter { units.contains($0 / unit) }
        #expect(set.widened(to: unit, in: Self.bounds).ranges.flatMap(\.numbers) == expected)
    }

    private static func randomSet(_ random: inout TestRandom) -> (SectorSet, Set<Int>) {
        let ranges = (0..<Int.random(in: 0...8, using: &random)).map { _ in
            let start = Int.random(in: 0..<100, using: &random)
            return SectorRange(start, Int.random(in: start...min(100, start + 20), using: &random))
        }
        return (SectorSet(ranges), Set(ranges.flatMap(\.numbers)))
    }

    private static func numbers(_ set: SectorSet) -> Set<Int> { Set(set.ranges.flatMap(\.numbers)) }
}

extension SectorRange {
    fileprivate var numbers: [Int] { Array(start..<end) }
}
