import RescueCore
import Testing

/// Mapfiles between isorip and the programs they were made for.
@Suite struct MapfileInteropTests {
    private let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    private func isAcceptedByDdrescuelog(_ text: [UInt8]) throws -> Bool {
        try directory.write("a.map", text)
        let outcome = try Program.ddrescuelog.run("-t", "a.map", in: directory)
        return outcome.status != 2
    }

    private func isAccepted(_ text: [UInt8]) -> Bool {
        do {
            _ = try Mapfile(parsing: text)
            return true
        } catch {
            return error.kind == .noSize
        }
    }

    @Test func `ddrescuelog agrees with the tables of the reader's tests`() throws {
        for (text, _) in MapfileReaderTests.accepted {
            #expect(try isAcceptedByDdrescuelog([UInt8](text.utf8)), "\(text)")
        }
        for (text, _, _) in MapfileReaderTests.refused {
            #expect(try !isAcceptedByDdrescuelog([UInt8](text.utf8)), "\(text)")
        }
    }

    @Test(arguments: UInt64(1)...4)
    func `ddrescuelog agrees about damaged maps`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let spice = [UInt8]("0123456789abcdefxX?*/-+FG## \t\n\n\r".utf8)
        for _ in 0..<40 {
            var text = Mapfile(map: random.map(sectorCount: 50, runs: 4), comments: ["c"]).text()
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                let byte = spice.randomElement(using: &random) ?? 0
                switch Int.random(in: 0...2, using: &random) {
                case 0: text.insert(byte, at: place)
                case 1: text[place] = byte
                default: text.remove(at: place)
                }
            }
            let verdict = try isAcceptedByDdrescuelog(text)
            #expect(isAccepted(text) == verdict, "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test(arguments: UInt64(1)...5)
    func `ddrescuelog finds the same sectors in our map`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let map = random.map(sectorCount: 3_000, runs: 80)
        try directory.write("a.map", Mapfile(map: map, comments: ["mine"]).text())
        for status in SectorStatus.mapfileCases {
            let outcome = try Program.ddrescuelog.run(
                "-b2048", "-l\(status.letter)", "a.map", in: directory)
            let listed = outcome.output.split(separator: "\n").compactMap { Int($0) }
            #expect(listed == map.statuses.indices.filter { map.status(at: $0) == status })
        }
        let done = try Program.ddrescuelog.run("-D", "a.map", in: directory)
        #expect(done.status == (map.isComplete ? 0 : 1))
    }

    @Test(arguments: UInt64(1)...4, ["-b2048", "-b512"])
    func `we understand what ddrescue wrote of a damaged disc`(seed: UInt64, unit: String) throws {
        var random = TestRandom(seed: seed)
        var fault = random.map(sectorCount: 2_000, runs: 30)
        // What is bad at the very end, ddrescue's test mode takes for the end of the file.
        fault.mark(SectorRange(1_999, 2_000), as: .rescued)
        try directory.write("disc", [UInt8](repeating: 7, count: 2_000 * 2048))
        try directory.write("fault.map", Mapfile(map: fault).text())
        let runs = [["-n"], ["-N", "-n"], ["-s1000000"], []]
        for options in runs {
            try ddrescue([unit, "--test-mode=fault.map"] + options)
            let file = try Mapfile(parsing: directory.bytes("out.map"), sectorCount: 2_000)
            let listed = try Program.ddrescuelog.run(
                "-b2048", "-l+", "out.map", in: directory)
            let rescued = file.map.statuses.indices.filter { file.map.status(at: $0) == .rescued }
            let both = Set(listed.output.split(separator: "\n").compactMap { Int($0) })
            // ddrescuelog lists a sector of several statuses among each of them.
            #expect(both.isSuperset(of: rescued))
            #expect(rescued.allSatisfy { fault.status(at: $0) == .rescued })
            #expect(file.comments.first?.hasPrefix("Mapfile. Created by GNU ddrescue") == true)
        }
        let final = try Mapfile(parsing: directory.bytes("out.map"), sectorCount: 2_000)
        #expect(final.activity == .finished)
        let expected = fault.statuses.map { $0 == .rescued ? $0 : SectorStatus.unreadable }
        #expect(final.map.letters == String(expected.map(\.letter)))
    }

    @Test(arguments: UInt64(1)...5)
    func `ddrescue resumes from our map, and reads only what is missing`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let map = random.map(sectorCount: 1_000, runs: 40)
        let disc = (0..<1_000).flatMap { [UInt8](repeating: UInt8($0 % 251) + 1, count: 2048) }
        // The sectors that are rescued already differ, so that reading them again would show.
        let image = map.statuses.flatMap {
            [UInt8](repeating: $0 == .rescued ? 0 : 255, count: 2048)
        }
        try directory.write("disc", disc)
        try directory.write("out", image)
        try directory.write(
            "out.map",
            Mapfile(map: map, activity: .trimming, comments: ["mine"]).text())
        try ddrescue(["-b2048", "-r1"])
        let result = directory.bytes("out")
        let wrong = map.statuses.indices.filter { lba in
            let wanted = map.status(at: lba) == .rescued ? 0 : UInt8(lba % 251) + 1
            return result[lba * 2048] != wanted || result[lba * 2048 + 2047] != wanted
        }
        #expect(wrong.isEmpty)
        #expect(try Mapfile(parsing: directory.bytes("out.map")).map.isComplete)
    }

    private func ddrescue(_ options: [String]) throws {
        let all = options + ["-q", "disc", "out", "out.map"]
        let outcome = try Program.ddrescue.run(all, in: directory)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
