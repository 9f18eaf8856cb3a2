import RescueCore
import Testing
import rescuebench

@Suite struct PeerResultsTests {
    private let damageCase = DamageCase(.dvd, .arcs, reportsLBA: true, seed: 1)

    @Test func `a line is about its disc, with and without the failing LBA`() throws {
        let results = PeerResults(
            parsing: """
                # a comment
                dvd-arcs-lba-1 \(damageCase.fingerprint) readom 12.5 100 7 19000 1.5 2.5 -
                dvd-arcs-lba-1 \(damageCase.fingerprint) ddrescue half a line
                """)
        let outcome = Outcome(
            seconds: 12.5, reads: 100, failedReads: 7, recovered: 19_000,
            reached: [90: 1.5, 99: 2.5])
        #expect(results.outcomes(of: damageCase) == [.readom: outcome])
        var twin = damageCase
        twin.reportsLBA = false
        #expect(results.outcomes(of: twin) == [.readom: outcome])
        twin.seed = 2
        #expect(results.outcomes(of: twin) == [:])
    }

    @Test func `what was measured on another disc does not count`() {
        let results = PeerResults(parsing: "dvd-arcs-lba-1 abc readom 1 1 1 1 1 1 1")
        #expect(results.outcomes(of: damageCase) == [:])
    }

    @Test func `the results that are kept are about the discs there are, and of all peers`() throws
    {
        let results = PeerResults(
            parsing: try Repository.text(of: "Tests/Benchmark/peers.txt"))
        for damageCase in DamageCase.all(seeds: 2) {
            let known = Set(results.outcomes(of: damageCase).keys)
            let wanted = Peer.allCases.filter { $0.isMeasured(on: damageCase.peerCase) }
            #expect(known == Set(wanted), "\(damageCase.name): Tests/Benchmark/run --record")
        }
    }
}
