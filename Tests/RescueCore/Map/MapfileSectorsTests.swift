import RescueCore
import Testing

/// Maps in bytes against a status for every byte (in units of 256).
@Suite struct MapfileSectorsTests {
    private func parse(_ blocks: String, sectorCount: Int?) throws -> String {
        let text = [UInt8]("0 ?\n\(blocks)".utf8)
        return try Mapfile(parsing: text, sectorCount: sectorCount).map.letters
    }

    @Test(arguments: UInt64(1)...300)
    func `a sector has the least processed status of its pieces`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let unit = 256
        let first = Int.random(in: 0...20, using: &random)
        let pieces = (0..<Int.random(in: 1...120, using: &random)).map { _ in
            SectorStatus.mapfileCases.randomElement(using: &random) ?? .rescued
        }
        var text = "0 ?\n"
        for (index, piece) in pieces.enumerated() {
            text += "\((first + index) * unit) \(unit) \(piece.letter)\n"
        }
        let model = [SectorStatus](repeating: .untried, count: first) + pieces
        let sectors = stride(from: 0, to: model.count, by: 8).map { start in
            model[start..<min(model.count, start + 8)].min() ?? .rescued
        }
        let map = try Mapfile(parsing: [UInt8](text.utf8)).map
        #expect(map.statuses == sectors)
    }

    @Test func `what no block speaks of is untried`() throws {
        #expect(try parse("4096 2048 +\n", sectorCount: 5) == "??+??")
        #expect(try parse("4096 2560 +\n", sectorCount: 5) == "??+??")
        #expect(try parse("", sectorCount: 3) == "???")
    }

    @Test func `without a size, a part of a sector at the end counts as one`() throws {
        #expect(try parse("0 2049 +\n", sectorCount: nil) == "++")
        #expect(try parse("0 2048 +\n2048 1 -\n", sectorCount: nil) == "+-")
    }

    @Test func `unfinished blocks behind the end of the disc are cut off`() throws {
        #expect(try parse("0 2048 +\n2048 20480 -\n22528 1 ?\n", sectorCount: 3) == "+--")
        #expect(try parse("0 2048 +\n2048 0x7FFFFFFFFFFFFFFF ?\n", sectorCount: 3) == "+??")
    }

    @Test func `rescued data behind the end of the disc is an error`() {
        let error = #expect(throws: MapfileError.self) {
            try parse("0 2048 -\n2048 4097 +\n", sectorCount: 3)
        }
        #expect(error?.kind == .rescuedBehindEnd(discSize: 6144))
        #expect(error?.line == 3)
    }

    @Test func `a map larger than any disc needs the disc's size`() {
        let error = #expect(throws: MapfileError.self) {
            try parse("0 99999999999999999999999 ?\n", sectorCount: nil)
        }
        #expect(error?.kind == .noSize)
    }
}
