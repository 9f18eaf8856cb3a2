import RescueCore
import Testing

@Suite struct MapfilePrintingTests {
    @Test func `a map is laid out as ddrescue lays it out`() throws {
        var map = SectorMap(sectorCount: 12_219_392)
        map.mark(SectorRange(0, 559), as: .rescued)
        map.mark(SectorRange(559, 575), as: .untrimmed)
        map.mark(SectorRange(575, 600), as: .unscraped)
        map.mark(SectorRange(600, 601), as: .unreadable)
        map.mark(SectorRange(4_194_304, 4_194_305), as: .rescued)
        let file = Mapfile(
            map: map, activity: .trimming, position: 1_179_648, pass: 1,
            comments: Mapfile.header(
                version: "0.1.0", commandLine: "isorip rip /dev/sr0 -o disc.iso",
                startTime: "2026-01-01 10:00:00", currentTime: "2026-01-01 10:03:00"))
        try Golden.expect(file.text(), equal: "disc.iso.map")
    }

    @Test(arguments: UInt64(1)...40)
    func `parsing is the inverse of printing`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        var differing: [SectorMap] = []
        for _ in 0..<100 {
            let sectorCount = [0, 1, 17, 3_000, 4_000_000_000].randomElement(using: &random) ?? 1
            let file = Mapfile(
                map: random.map(
                    sectorCount: sectorCount, runs: Int.random(in: 0...60, using: &random)),
                activity: Mapfile.Activity.allCases.randomElement(using: &random) ?? .copying,
                position: Int.random(in: 0...(.max), using: &random) >> 20,
                pass: Int.random(in: 1...9, using: &random),
                comments: [[], ["", " indented", "x\ty", "# twice"]].randomElement(using: &random)
                    ?? [])
            let text = file.text()
            let given = try Mapfile(parsing: text, sectorCount: sectorCount)
            let taken = try Mapfile(parsing: text)
            if given != file || taken != file { differing.append(file.map) }
        }
        #expect(differing.isEmpty)
    }

    @Test(arguments: UInt64(1)...5)
    func `a large parsed map can be worked on like the one that was printed`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        var map = SectorMap(sectorCount: 4_000)
        for lba in 0..<4_000 {
            let status = SectorStatus.mapfileCases.randomElement(using: &random) ?? .rescued
            map.mark(SectorRange(start: lba, count: 1), as: status)
        }
        var parsed = try Mapfile(parsing: Mapfile(map: map).text()).map
        #expect(parsed.runCount > 1_000)
        for _ in 0..<500 {
            let start = Int.random(in: 0..<4_000, using: &random)
            let range = SectorRange(start, min(4_000, start + 9))
            let status = SectorStatus.mapfileCases.randomElement(using: &random) ?? .rescued
            map.mark(range, as: status)
            parsed.mark(range, as: status)
        }
        #expect(parsed.letters == map.letters)
        for status in SectorStatus.mapfileCases {
            #expect(parsed.count(of: status) == map.count(of: status))
        }
    }

    @Test func `excluded sectors are printed as untried, in one block with those`() throws {
        var map = SectorMap(sectorCount: 50)
        map.mark(SectorRange(0, 10), as: .rescued)
        map.mark(SectorRange(20, 30), as: .excluded)
        map.mark(SectorRange(40, 50), as: .rescued)
        let text = Mapfile(map: map).text()
        #expect(
            String(decoding: text, as: UTF8.self).hasSuffix(
                """
                0x00000000  0x00005000  +
                0x00005000  0x0000F000  ?
                0x00014000  0x00005000  +

                """))
        #expect(try Mapfile(parsing: text).map.count(of: .untried) == 30)
    }

    @Test(.enabled(if: Benchmark.isWanted))
    func `a map of a million runs is printed and parsed in half a second each`() throws {
        var map = SectorMap(sectorCount: 12_219_392)
        for index in 0..<500_000 {
            map.mark(SectorRange(start: index * 24, count: 16), as: .rescued)
        }
        #expect(map.runCount == 1_000_000)
        let file = Mapfile(map: map)
        let (text, printing) = Benchmark.measure { file.text() }
        let (parsed, parsing) = try Benchmark.measure { try Mapfile(parsing: text) }
        #expect(parsed == file)
        print("1,000,000 runs, \(text.count) bytes: printed in \(printing), parsed in \(parsing)")
        #expect(max(printing, parsing) < .milliseconds(500))
    }
}
