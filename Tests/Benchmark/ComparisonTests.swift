import RescueCore
import Testing
import rescuebench

@Suite struct ComparisonTests {
    private let damageCase = DamageCase(.dvd, .arcs, reportsLBA: true, seed: 1)

    @Test func `ratios compare the same moment of two programs`() {
        let comparison = comparison(
            Outcome(
                seconds: 10, reads: 1, failedReads: 1, recovered: 90, reached: [90: 4, 99: 6]),
            [
                .ddrescue: Outcome(
                    seconds: 100, reads: 1, failedReads: 1, recovered: 95, reached: [99: 60]),
                .readom: Outcome(
                    seconds: 5, reads: 1, failedReads: 1, recovered: 80, reached: [:]),
            ])
        #expect(comparison.timeRatio(to: .ddrescue) == 0.1)
        #expect(comparison.timeRatio(to: .readom) == 2)
        #expect(comparison.timeRatio(to: .xorriso) == nil)
        #expect(comparison.ratioAt99(to: .ddrescue) == 0.1)
        #expect(comparison.ratioAt99(to: .readom) == nil)
        #expect(comparison.sectorsBehind == 5)
        #expect(comparison.ratioAt90 == 4 / comparison.measurement.limitOf90)
    }

    @Test func `what is never reached is worse than anything`() {
        let comparison = comparison(
            Outcome(seconds: 10, reads: 1, failedReads: 1, recovered: 9, reached: [:]),
            [
                .ddrescue: Outcome(
                    seconds: 1, reads: 1, failedReads: 1, recovered: 9, reached: [99: 1])
            ])
        #expect(comparison.ratioAt99(to: .ddrescue) == .infinity)
        #expect(comparison.ratioAt90 == .infinity)
        #expect(Double.infinity.fixed(2) == "never")
    }

    @Test func `a spread is the median and the worst`() {
        #expect(Spread([3, 1, 2]).words == "2.00 (3.00)")
        #expect(Spread([4, 1, 2, 3]).words == "2.50 (4.00)")
        #expect(Spread([]) == nil)
    }

    @Test func `the table counts the sectors that only a peer got`() throws {
        let behind = comparison(
            Outcome(seconds: 9, reads: 1, failedReads: 12, recovered: 50, reached: [:]),
            [
                .ddrescue: Outcome(
                    seconds: 90, reads: 1, failedReads: 60, recovered: 57, reached: [:])
            ])
        let table = PeerTable.table([behind, comparison(behind.measurement.outcome, [:])])
        let row = try #require(table.rows.first)
        #expect(table.rows.count == 1)
        #expect(row.count == table.header.count)
        #expect(Array(row[..<4]) == ["DVD, LBA", "1", "3.00 (3.00)", "15.00"])
        #expect(row[table.header.firstIndex(of: "end : ddrescue") ?? 0] == "0.10 (0.10)")
        #expect(row.last == "7")
    }

    /// A disc of 100 readable sectors with 4 bad blocks.
    private func comparison(_ outcome: Outcome, _ peers: [Peer: Outcome]) -> Comparison {
        var facts = DiscFacts(of: damageCase.script)
        (facts.readable, facts.badUnits, facts.badChunks, facts.failingRead) = (100, 4, 3, 2)
        return Comparison(
            Measurement(damageCase, facts: facts, cleanSeconds: 10, outcome: outcome),
            peers: peers)
    }
}
