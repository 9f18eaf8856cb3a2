import RescueCore
import Testing

@Suite struct MapfileReaderTests {
    static let status = "0x00 ?\n"

    /// Texts that ddrescue takes, and what they say of the first sectors.
    static let accepted: [(String, String)] = [
        ("0x0 ? 1\n0 0x800 +\n", "+"),
        ("0 ?\n0 2048 +\n2048 04000 -\n", "+-"),
        ("  0x10\t*\t3 # where we are\n\n   # and now\n0x0  0x1000 /\t# scrape\n", "//"),
        ("0x0?\n0x0 0x800+\n0x800 0x800-", "+-"),
        ("0 F\n+0 +2048 + and more\n", "+"),
        ("0 G 2\n0 0 ?\n0 2048 *\n", "*"),
        ("0 + 1x\n0x1000 0x800 +\n", "??+"),
        ("0 - 4294967297\n0x 0X800 -\n", "-"),
        ("0 ?\r\n0 2048 +\r\n", "+"),
        ("0 ?\n0 2048 + # \(String(repeating: "x", count: 300))\n2048 2048 -\n", "+-"),
        ("#\n#\n0 ?\n\u{0C}\n\u{0B} 0 2048 +", "+"),
    ]

    /// Texts that ddrescue refuses, and where and why.
    static let refused: [(String, Int, MapfileError.Kind)] = [
        ("garbage\n", 1, .badStatusLine),
        ("# only\n0x0\n", 2, .badStatusLine),
        ("0 x\n", 1, .badStatusLine),
        ("-1 ?\n", 1, .badStatusLine),
        ("0 ? 0\n", 1, .badStatusLine),
        ("0 ? -1\n", 1, .badStatusLine),
        ("0 ?\n0 2048\n", 2, .badBlock),
        ("0 ?\n0x0 0x800#x\n", 2, .unknownStatus),
        ("0 ?\n08 2048 +\n", 2, .unknownStatus),
        ("0 ?\n0 2048 F\n", 2, .unknownStatus),
        ("0 ?\n-2048 4096 +\n", 2, .badBlock),
        ("0 ?\n0 -5 +\n", 2, .badBlock),
        ("0 ?\n0 2048 +\n2048 0 +\n", 3, .emptyBlock),
        ("0 ?\n0 2048 +\n4096 2048 +\n", 3, .notContiguous(expected: 2048, found: 4096)),
        ("0 ?\n0 4096 +\n\n# x\n2048 2048 +\n", 5, .notContiguous(expected: 4096, found: 2048)),
        ("0 ?\n0 2048 +\n0 2048 +\n", 3, .notContiguous(expected: 2048, found: 0)),
        ("0 ?\n0x0  0x00", 2, .badBlock),
        ("0 ?\n0\0 2048 +\n", 2, .badBlock),
        ("0 ?\n0\(String(repeating: " ", count: 130))2048 +\n", 2, .badBlock),
    ]

    @Test(arguments: accepted)
    func `what ddrescue takes is taken`(text: String, statuses: String) throws {
        let file = try Mapfile(parsing: [UInt8](text.utf8))
        #expect(file.map.letters == statuses)
    }

    @Test(arguments: refused.indices)
    func `what ddrescue refuses is refused, with line and reason`(index: Int) {
        let (text, line, kind) = Self.refused[index]
        let error = #expect(throws: MapfileError.self) {
            try Mapfile(parsing: [UInt8](text.utf8))
        }
        #expect(error?.line == line)
        #expect(error?.kind == kind)
    }

    @Test func `the status line is understood`() throws {
        let file = try Mapfile(parsing: [UInt8]("# hello\n#two\n0x1000 / 3\n".utf8), sectorCount: 4)
        #expect(file.position == 4096)
        #expect(file.activity == .scraping)
        #expect(file.pass == 3)
        #expect(file.comments == ["hello", "two"])
        #expect(file.map == SectorMap(sectorCount: 4))
    }

    @Test func `any cut of the text into pieces gives the same map`() throws {
        let text = TextSamples.everyFeature
        let whole = try Mapfile(parsing: text)
        for cut in 0...text.count {
            var reader = MapfileReader()
            try reader.take(Array(text[..<cut]).span)
            try reader.take(Array(text[cut...]).span)
            let pieces = try reader.finish()
            try #require(pieces == whole, "cut at \(cut)")
        }
    }

    @Test func `a map that was cut off at any byte is refused where the whole is wanted`() throws {
        var random = TestRandom(seed: 3)
        let text = Mapfile(map: random.map(sectorCount: 900, runs: 12)).text()
        // Without its last newline, and the letter is there: nothing is missing.
        for cut in 0..<text.count - 1 {
            var reader = MapfileReader(sectorCount: 900)
            let error = #expect(throws: MapfileError.self) {
                try reader.take(Array(text[..<cut]).span)
                _ = try reader.finish(isWhole: true)
            }
            if error == nil { break }
        }
    }

    @Test func `garbage of any length is refused at its first piece`() {
        for byte in [UInt8(0x41), 0x00, 0x20] {
            let block = [UInt8](repeating: byte, count: 1 << 18)
            var reader = MapfileReader(sectorCount: 1000)
            var taken = 0
            while taken < 5, (try? reader.take(block.span)) != nil { taken += 1 }
            // White space is a valid mapfile that says nothing.
            #expect(taken == (byte == 0x20 ? 5 : 0))
        }
    }
}

enum TextSamples {
    static let everyFeature = [UInt8](
        "# one\n\n  #two \n 0x800 * 2 # there\n#x\n0 0x800 + #a\n\t0x800 4096 -\r\n\n# end".utf8)
}
