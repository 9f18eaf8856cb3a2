import Testing

@testable import RescueCore

/// The headers of dvdisaster behind an image.
@Suite struct ECCAugmentationTests {
    /// A header that tells of so many sectors of data.
    private func header(
        _ method: String, data: Int, added: Int = 0, layer: Int = 0
    ) -> [UInt8] {
        var sector = [UInt8](repeating: 0, count: Sector.size)
        sector.replaceSubrange(0..<16, with: "*dvdisaster*\(method)".utf8)
        for (offset, number) in [(68, data), (120, layer), (128, added)] {
            for byte in 0..<8 {
                sector[offset + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte))
            }
        }
        return sector
    }

    private func disc(_ count: Int, _ headers: [LBA: [UInt8]]) -> MemorySectors {
        var disc = MemorySectors(bytes: [UInt8](repeating: 0, count: count * Sector.size))
        headers.forEach { disc.put($0.value, at: $0.key) }
        return disc
    }

    private func find(_ disc: MemorySectors, behind end: LBA = 100) -> ECCAugmentation? {
        var disc = disc
        return ECCAugmentation(behind: end, from: &disc)
    }

    @Test func `the header behind the filesystem tells method and size`() throws {
        let second = try #require(
            find(disc(400, [100: header("RS02", data: 100, added: 300)])))
        #expect(second.method == "RS02")
        #expect(second.dataSectors == 100 && second.addedSectors == 300)
        let third = try #require(find(disc(510, [100: header("RS03", data: 100, layer: 2)])))
        #expect(third.method == "RS03")
        #expect(third.dataSectors == 100 && third.addedSectors == 410)
    }

    @Test func `padding may lie between them`() throws {
        let found = try #require(
            find(disc(400, [250: header("RS02", data: 250, added: 150)])))
        #expect(found.dataSectors == 250)
        #expect(find(disc(400, [250: header("RS03", data: 249, layer: 2)])) == nil)
    }

    @Test(arguments: [1664, 2_048, 8_192])
    func `a copy does as well where the first is lost`(lba: LBA) throws {
        let found = try #require(
            find(disc(9_000, [lba: header("RS02", data: 1_640, added: 7_360)]), behind: 1_640))
        #expect(found.dataSectors == 1_640)
    }

    @Test func `an early header does not tell how much it added`() throws {
        let found = try #require(find(disc(400, [100: header("RS02", data: 100)])))
        #expect(found.addedSectors == nil)
    }

    @Test func `what belongs elsewhere, or is none, is none`() {
        #expect(find(disc(400, [100: header("RS02", data: 90, added: 300)])) == nil)
        #expect(find(disc(400, [100: header("RS02", data: 101, added: 300)])) == nil)
        #expect(find(disc(400, [100: header("RS01", data: 100, added: 300)])) == nil)
        #expect(find(disc(400, [99: header("RS02", data: 99, added: 300)])) == nil)
        #expect(find(disc(100, [:])) == nil)
        #expect(find(disc(400, [:]), behind: 0) == nil)
        #expect(find(disc(400, [:]), behind: .max) == nil)
    }

    @Test(arguments: 0..<300)
    func `whatever a header says, nothing traps, and no more is read than is bounded`(seed: Int) {
        var random = TestRandom(seed: UInt64(seed))
        var sector = header(["RS02", "RS03"][seed % 2], data: 100, added: 300, layer: 2)
        for _ in 0..<4 {
            let offset = [68, 120, 128].randomElement(using: &random) ?? 68
            let byte = offset + Int.random(in: 0..<8, using: &random)
            sector[byte] = UInt8.random(in: 0...255, using: &random)
        }
        var far = FarSectors(header: sector)
        if let found = ECCAugmentation(behind: 100, from: &far) {
            #expect(found.dataSectors >= 100 && found.dataSectors <= far.sectorCount)
            #expect(found.addedSectors ?? 1 > 0)
        }
        #expect(far.reads < 2_000)
    }
}

/// A disc as large as can be, with one header on it.
private struct FarSectors: RescuedSectors {
    let header: [UInt8]
    let sectorCount = 1 << 32
    private(set) var reads = 0

    init(header: [UInt8]) {
        self.header = header
    }

    mutating func sector(at lba: LBA) -> [UInt8]? {
        reads += 1
        return lba == 100 ? header : nil
    }
}
