import RescueCore
import Testing

@Suite struct SectorRangeTests {
    private static let most = SectorRange.mostSectors

    /// Numbers at which plain arithmetic goes wrong, and their neighbours.
    private static let numbers = [
        Int.min, Int.min + 1, -most, -1, 0, 1, 2, most - 1, most, most + 1, Int.max - 1, Int.max,
    ]

    @Test func anyTwoNumbersFromOutsideMakeARangeOrNone() {
        for start in Self.numbers {
            for other in Self.numbers {
                let isRange = 0 <= start && start <= other && other <= Self.most
                let range = SectorRange(checking: start, end: other)
                #expect(range == (isRange ? SectorRange(start, other) : nil), "\(start) \(other)")

                let (end, overflows) = start.addingReportingOverflow(other)
                let counts = 0 <= start && 0 <= other && !overflows && end <= Self.most
                let counted = SectorRange(checking: start, count: other)
                #expect(counted == (counts ? SectorRange(start, end) : nil), "\(start) \(other)")
            }
        }
    }
}
