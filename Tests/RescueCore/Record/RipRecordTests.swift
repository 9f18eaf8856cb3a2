import RescueCore
import Testing

@Suite struct RipRecordTests {
    private static let tracks = [
        Track(number: 1, session: 1, content: .data, range: SectorRange(0, 300))
    ]

    private func fingerprint(
        sectorCount: Int = 300, tracks: [Track] = tracks, _ witnesses: [LBA: [UInt8]]
    ) -> RipRecord.Fingerprint {
        let identity = DiscIdentity(
            sectorCount: sectorCount, tracks: tracks, witnesses: witnesses)
        return RipRecord.Fingerprint(identity) { "sum of \($0)" }
    }

    @Test func `the same disc has the same fingerprint`() {
        let first = fingerprint([17: [2], 16: [1]])
        #expect(first.witnessSectors == [16, 17])
        #expect(first.mismatch(with: first) == nil)
    }

    @Test func `a witness that could be read only once says nothing`() {
        #expect(
            fingerprint([16: [1], 17: [2]]).mismatch(with: fingerprint([17: [2], 256: [3]])) == nil)
        #expect(fingerprint([:]).mismatch(with: fingerprint([16: [1]])) == nil)
    }

    @Test func `another disc differs in size, tracks or bytes`() {
        let first = fingerprint([16: [1], 17: [2]])
        #expect(
            first.mismatch(with: fingerprint(sectorCount: 301, [:]))
                == .sectorCount(known: 300, found: 301))
        #expect(first.mismatch(with: fingerprint(tracks: [], [:])) == .tracks)
        #expect(first.mismatch(with: fingerprint([16: [1], 17: [9]])) == .sector(17))
    }

    @Test func `the summary counts the sectors of a map`() {
        var random = TestRandom(seed: 1)
        let map = random.map(sectorCount: 500, runs: 40)
        let summary = RipRecord.Summary(of: map)
        let counts = [
            summary.untried, summary.untrimmed, summary.unscraped, summary.unreadable,
            summary.rescued,
        ]
        #expect(counts == SectorStatus.mapfileCases.map { map.count(of: $0) })
        #expect(counts.reduce(0, +) == 500)
        #expect(summary.excluded == nil)
    }

    @Test func `the summary counts excluded sectors where there are some`() {
        var map = SectorMap(sectorCount: 500)
        map.mark(SectorRange(100, 130), as: .excluded)
        #expect(RipRecord.Summary(of: map).excluded == 30)
        #expect(RipRecord.Summary(of: map).untried == 470)
    }
}
