import RescueCore
import Testing

/// Which stages the filesystems of a disc lead to.
@Suite struct DirectedRescueTests {
    /// Sectors as a rescue without damage would have them: what a stage asks for is there afterwards.
    private struct Disc {
        var sectors: MemorySectors
        var map: SectorMap
        /// What cannot be read.
        var dead: Set<LBA> = []

        init(_ sectors: MemorySectors) {
            self.sectors = sectors
            map = SectorMap(sectorCount: sectors.sectorCount)
        }

        /// Does what a directed rescue asks for, until it asks for nothing more.
        mutating func follow(_ directed: inout DirectedRescue, limit: Int = 50) -> [RescueStage] {
            var stages: [RescueStage] = []
            while stages.count < limit, let stage = nextStage(&directed) {
                stages.append(stage)
                for range in stage.sectors?.ranges ?? [map.range] {
                    for lba in range.start..<min(range.end, map.sectorCount) {
                        let isDead = dead.contains(lba)
                        map.mark(
                            SectorRange(lba, lba + 1), as: isDead ? .unreadable : .rescued)
                    }
                }
            }
            return stages
        }

        func nextStage(_ directed: inout DirectedRescue) -> RescueStage? {
            var sectors = sectors
            sectors.missing = Set((0..<map.sectorCount).filter { map.status(at: $0) != .rescued })
            return directed.nextStage(after: map, reading: sectors)
        }
    }

    /// Two files in a directory, one beside it, and sectors of which nothing is used.
    private var small: Disc {
        var builder = ISOBuilder(sectorCount: 1000)
        builder.directory(
            at: ISOBuilder.root,
            [
                ISOBuilder.record(Array("DIR".utf8), at: 140, size: 2048, flags: 2),
                ISOBuilder.file("TOP.BIN", at: 700, size: 100_000),
            ])
        builder.directory(
            at: 140,
            [
                ISOBuilder.file("ONE.BIN", at: 500, size: 20_000),
                ISOBuilder.file("TWO.BIN", at: 300, size: 30_000),
            ])
        return Disc(builder.disc)
    }

    @Test func `directories come first, then the chosen files, then the rest`() throws {
        var disc = small
        var directed = DirectedRescue(RescueChoice(paths: ["/DIR"]))
        let stages = disc.follow(&directed)
        let aims = stages.map(\.aim)
        #expect(aims == [.metadata, .metadata, .chosen, .rest])
        try #require(stages.count == 4)
        #expect(stages[0].sectors?.contains(140) == false)
        #expect(stages[1].sectors?.contains(140) == true)
        #expect(stages[1].sectors?.contains(500) == false)
        let chosen = SectorSet([SectorRange(300, 315), SectorRange(500, 510)])
        #expect(stages[2].sectors?.subtracting(stages[1].sectors ?? .init()) == chosen)
        #expect(stages[2].files.count == 2)
        #expect(stages[3].files.completeCount(in: disc.map) == 2)
        #expect(stages.map(\.isLast) == [false, false, false, true])
        #expect(directed.unmatched == [])
        #expect(!directed.isPartlyUnknown)
    }

    @Test func `with nothing else wanted, retries follow and the rest does not`() {
        var disc = small
        disc.dead = [505]
        var directed = DirectedRescue(RescueChoice(paths: ["DIR/ONE.BIN"], isOnly: true))
        let stages = disc.follow(&directed)
        #expect(stages.suffix(2).map(\.aim) == [.chosen, .chosen])
        #expect(stages.suffix(2).map(\.isLast) == [false, true])
        #expect(stages.last?.sectors == stages.dropLast().last?.sectors)
        #expect(disc.map.status(at: 300) == .untried)
        #expect(directed.files.completeCount(in: disc.map) == 0)
        #expect(disc.nextStage(&directed) == nil)
    }

    @Test func `what nothing uses comes after all else`() {
        var disc = small
        var directed = DirectedRescue(RescueChoice(paths: [], putsOffUnused: true))
        let stages = disc.follow(&directed)
        #expect(stages.suffix(2).map(\.aim) == [.used, .rest])
        let used = stages.suffix(2).first?.sectors ?? .init()
        #expect([300, 314, 500, 509, 700, 748].allSatisfy(used.contains))
        #expect(![315, 510, 600, 749, 998].contains(where: used.contains))
    }

    @Test func `a path that leads to nothing is told, and is in nobody's way`() {
        var disc = small
        var directed = DirectedRescue(RescueChoice(paths: ["/NONE", "/TOP.BIN"]))
        let stages = disc.follow(&directed)
        #expect(directed.unmatched == ["/NONE"])
        #expect(!directed.isPartlyUnknown)
        #expect(stages.last?.aim == .rest)
        #expect(stages.last?.files.count == 1)
    }

    @Test func `only a path that leads to nothing reads the directories and ends`() {
        var disc = small
        var directed = DirectedRescue(RescueChoice(paths: ["/NONE"], isOnly: true))
        #expect(disc.follow(&directed).map(\.isLast) == [false, false, true])
        #expect(disc.map.status(at: 140) == .rescued)
        #expect(disc.map.status(at: 500) == .untried)
        // A run later there is nothing to be read, but there is a stage: not everything is wanted.
        var again = DirectedRescue(RescueChoice(paths: ["/NONE"], isOnly: true))
        let stages = disc.follow(&again)
        #expect(stages.map { $0.sectors?.isEmpty } == [true])
    }

    @Test func `behind a dead directory nothing is known, and that is told`() {
        var disc = small
        disc.dead = [140]
        var directed = DirectedRescue(RescueChoice(paths: ["/DIR/ONE.BIN", "/TOP.BIN"]))
        let stages = disc.follow(&directed)
        #expect(directed.unmatched == ["/DIR/ONE.BIN"])
        #expect(directed.isPartlyUnknown)
        #expect(stages.map(\.aim).suffix(2) == [.chosen, .rest])
        #expect(stages.last?.files.count == 1)
    }

    @Test func `a directory that is read at the last try leads to its files`() {
        var disc = small
        disc.dead = [140]
        var directed = DirectedRescue(RescueChoice(paths: ["/DIR"], isOnly: true))
        var aims: [RescueStage.Aim] = []
        while aims.count < 50, let stage = disc.nextStage(&directed) {
            aims.append(stage.aim)
            if stage.isLast { disc.dead = [] }
            for range in stage.sectors?.ranges ?? [] {
                for lba in range.start..<range.end where !disc.dead.contains(lba) {
                    disc.map.mark(SectorRange(lba, lba + 1), as: .rescued)
                }
            }
        }
        #expect(directed.unmatched == [])
        #expect(directed.files.completeCount(in: disc.map) == 2)
        #expect(disc.map.status(at: 700) == .untried)
    }

    @Test(arguments: UInt64(0)..<60)
    func `whatever a disc says of itself, the stages come to an end`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        var disc = small
        // Numbers of sectors and sizes are what leads on.
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            let lba = [16, ISOBuilder.root, 140, 300, 500].randomElement(using: &random) ?? 16
            let offset = Int.random(in: 0..<(lba == 16 ? 200 : 300), using: &random)
            disc.sectors.put([UInt8.random(in: 0...255, using: &random)], at: lba, offset)
        }
        for isOnly in [false, true] {
            var disc = disc
            var directed = DirectedRescue(RescueChoice(paths: ["/DIR"], isOnly: isOnly))
            #expect(disc.follow(&directed, limit: 300).count < 300)
        }
    }

    @Test func `a chain of directories without an end is given up, and all is read`() {
        var builder = ISOBuilder(sectorCount: 2000)
        let record = { ISOBuilder.record(Array("D".utf8), at: $0, size: 2048, flags: 2) }
        builder.directory(at: ISOBuilder.root, [record(21)])
        for lba in 21..<1900 { builder.directory(at: lba, [record(lba + 1)]) }
        var disc = Disc(builder.disc)
        var directed = DirectedRescue(RescueChoice(paths: ["/D"]))
        let stages = disc.follow(&directed, limit: 1000)
        #expect(stages.count(where: { $0.aim == .metadata }) <= 256)
        #expect(stages.last?.aim == .rest)
        #expect(disc.map.isComplete)
    }

    @Test func `file entries and directories of UDF come before the files`() {
        typealias Builder = UDFBuilder
        var builder = Builder(sectorCount: 400, maps: [Builder.plainMap], fileSet: (0, 0))
        builder.fileSet(at: 300, root: (1, 0))
        let records = Builder.name("FILE", at: 2) + Builder.name("OTHER", at: 3)
        builder.entry(at: 301, type: 4, size: records.count, layout: 3, records)
        builder.entry(at: 302, size: 3000, Builder.short(2048, 10) + Builder.short(952, 20))
        builder.entry(at: 303, size: 2048, Builder.short(2048, 40))
        var disc = Disc(builder.disc)
        var directed = DirectedRescue(RescueChoice(paths: ["/FILE"], isOnly: true))
        let stages = disc.follow(&directed)
        #expect(directed.unmatched == [])
        let metadata = stages.last { $0.aim == .metadata }?.sectors ?? .init()
        #expect([256, 300, 301, 302, 303].allSatisfy(metadata.contains))
        #expect(![310, 320, 340].contains(where: metadata.contains))
        #expect(directed.files.completeCount(in: disc.map) == 1)
        #expect(disc.map.status(at: 320) == .rescued && disc.map.status(at: 340) == .untried)
    }
}
