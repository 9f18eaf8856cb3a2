import RescueCore
import Testing

@Suite struct MergerTests {
    /// Copies in memory; reading what a copy does not have is a mistake.
    private struct Copies: MergeCopies {
        enum Failure: Error { case notThere }
        var images: [[UInt8]]
        var maps: [SectorMap]
        var failsAt: LBA?

        func read(
            _ range: SectorRange, ofCopy copy: Int, into buffer: inout MutableSpan<UInt8>
        ) throws(Failure) {
            let isThere = maps[copy].runs(in: range).allSatisfy { $0.status == .rescued }
            guard isThere, !(failsAt.map { range.contains($0) } ?? false) else { throw .notThere }
            for index in 0..<buffer.count { buffer[index] = images[copy][range.byteOffset + index] }
        }

        /// What a sector of a copy begins with; the rest of it is the same everywhere.
        func mark(_ copy: Int, _ lba: LBA) -> UInt8 { images[copy][lba * Sector.size] }
    }

    /// So many copies of a disc: each lacks some sectors, and has some wrong ones.
    private func copies(_ count: Int, sectorCount: Int, seed: UInt64) -> Copies {
        var random = TestRandom(seed: seed)
        var copies = Copies(images: [], maps: [])
        for _ in 0..<count {
            let size = Bool.random(using: &random) ? sectorCount : sectorCount - 7
            let map = random.map(sectorCount: size, runs: 30)
            var image = [UInt8](repeating: 0, count: size * Sector.size)
            for run in map.runs where run.status == .rescued {
                for lba in run.range.start..<run.range.end {
                    let isWrong = Int.random(in: 0..<9, using: &random) == 0
                    image[lba * Sector.size] = isWrong ? UInt8.random(in: 0...2, using: &random) : 9
                }
            }
            copies.images.append(image)
            copies.maps.append(map)
        }
        return copies
    }

    /// The rule, said once more in the plainest way: the winning mark, or why there is none.
    private func verdict(
        _ copies: Copies, _ lba: LBA, preferred: Int?
    ) -> (mark: UInt8?, decision: MergeDecision?, status: SectorStatus) {
        let known = copies.maps.indices.filter { lba < copies.maps[$0].sectorCount }
        let holders = known.filter { copies.maps[$0].status(at: lba) == .rescued }
        guard !holders.isEmpty else {
            return (nil, nil, known.map { copies.maps[$0].status(at: lba) }.max() ?? .untried)
        }
        let marks = holders.map { copies.mark($0, lba) }
        if Set(marks).count == 1 { return (marks[0], nil, .rescued) }
        for mark in Set(marks) where marks.count(where: { $0 == mark }) * 2 > marks.count {
            return (mark, .majority, .rescued)
        }
        if let preferred, holders.contains(preferred) {
            return (copies.mark(preferred, lba), .preferred, .rescued)
        }
        return (nil, .undecided, .unreadable)
    }

    @Test(arguments: UInt64(1)...40)
    func `every sector is decided by the rule`(seed: UInt64) throws {
        let sectorCount = 600
        let count = 2 + Int(seed % 4)
        var copies = copies(count, sectorCount: sectorCount, seed: seed)
        let preferred = seed.isMultiple(of: 2) ? Int(seed) % count : nil
        var merger = Merger(maps: copies.maps, preferred: preferred)
        let size = merger.result.map.sectorCount
        #expect(size == copies.maps.map(\.sectorCount).max())
        var sink = MemorySink(sectorCount: size)
        #expect(try merger.run(&copies, into: &sink) { _ in true })
        let verdicts = (0..<size).map { verdict(copies, $0, preferred: preferred) }
        let marks = (0..<size).map { sink.image[$0 * Sector.size] }
        #expect(marks == verdicts.map { $0.mark ?? 0 })
        #expect((0..<size).map { merger.result.map.status(at: $0) } == verdicts.map(\.status))
        for decision in MergeDecision.allCases {
            let wanted = (0..<size).filter { verdicts[$0].decision == decision }
            let listed = merger.result.disagreements.filter { $0.decision == decision }
            #expect(listed.flatMap { $0.range.start..<$0.range.end } == wanted)
            #expect(merger.result.count(of: decision) == wanted.count)
        }
        let rescued = merger.result.map.count(of: .rescued)
        #expect(merger.result.taken.reduce(0, +) == rescued)
    }

    @Test func `no more ranges are listed than can be read, but all are counted`() throws {
        let sectorCount = 2 * MergeResult.mostListed + 10
        var map = SectorMap(sectorCount: sectorCount)
        map.mark(map.range, as: .rescued)
        let zeros = [UInt8](repeating: 0, count: sectorCount * Sector.size)
        var copies = Copies(images: [zeros, zeros], maps: [map, map])
        for lba in stride(from: 0, to: sectorCount, by: 2) {
            copies.images[1][lba * Sector.size + 2047] = 1
        }
        var merger = Merger(maps: copies.maps)
        var sink = MemorySink(sectorCount: sectorCount)
        #expect(try merger.run(&copies, into: &sink) { _ in true })
        #expect(merger.result.count(of: .undecided) == sectorCount / 2)
        #expect(merger.result.disagreements.count == MergeResult.mostListed)
    }

    @Test func `it ends where it is asked to, and says which side failed`() throws {
        var copies = copies(2, sectorCount: 600, seed: 3)
        copies.maps[0].mark(SectorRange(100, 200), as: .rescued)
        var merger = Merger(maps: copies.maps)
        var sink = MemorySink(sectorCount: 600)
        #expect(try !merger.run(&copies, into: &sink) { $0 < 50 })
        copies.failsAt = 150
        #expect(throws: MergeFailure<Copies.Failure, MemorySink.Failure>.self) {
            _ = try merger.run(&copies, into: &sink) { _ in true }
        }
        #expect(sink.recordedMap == nil)
    }

    @Test func `copies of two discs are found out, however little they share`() throws {
        var left = SectorMap(sectorCount: 600)
        var right = SectorMap(sectorCount: 500)
        left.mark(SectorRange(0, 210), as: .rescued)
        right.mark(SectorRange(200, 500), as: .rescued)
        var images = [600, 500].map { [UInt8](repeating: 1, count: $0 * Sector.size) }
        var copies = Copies(images: images, maps: [left, right])
        let merger = Merger(maps: copies.maps)
        #expect(try merger.strangers(among: &copies) == nil)
        for lba in 200..<206 { images[1][lba * Sector.size + 5] = 2 }
        copies.images = images
        let found = try #require(try merger.strangers(among: &copies))
        #expect([found.first, found.second, found.compared, found.differing] == [0, 1, 10, 6])
        // Of five in ten nobody can say that most differ.
        copies.images[1][200 * Sector.size + 5] = 1
        #expect(try merger.strangers(among: &copies) == nil)
        // What is zero in both is no evidence.
        for lba in 206..<210 {
            for byte in 0..<Sector.size {
                copies.images[0][lba * Sector.size + byte] = 0
                copies.images[1][lba * Sector.size + byte] = 0
            }
        }
        #expect(try merger.strangers(among: &copies)?.compared == 6)
    }
}
