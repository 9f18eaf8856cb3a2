import RescueCore
import Testing
import rescuebench

/// The schedule against every small disc there is.
///
/// No engine and no source: a read succeeds if none of its ECC blocks is bad, that is all.
@Suite struct RescueScheduleTests {
    /// A disc of a few sectors, with the reads that were made of it.
    struct SmallDisc {
        var bad: Set<LBA>
        var drive: DriveManner
        var reads: [(range: SectorRange, failed: Bool)] = []

        /// Sectors that fall with bad ones, too.
        private let lost: Set<LBA>

        init(bad: Set<LBA>, drive: DriveManner) {
            self.bad = bad
            self.drive = drive
            let block = drive.block
            lost =
                drive.givesGoodSectors || block == 1
                ? bad : Set(bad.flatMap { $0 / block * block..<($0 / block + 1) * block })
        }

        func isReadable(_ lba: LBA) -> Bool { !lost.contains(lba) }

        mutating func read(_ range: SectorRange) -> ReadFault? {
            var failing: LBA?
            var lba = range.start
            while failing == nil, lba < range.end {
                if lost.contains(lba) { failing = lba }
                lba += 1
            }
            reads.append((range, failing != nil))
            guard let failing else { return nil }
            let named: LBA? =
                switch drive.naming {
                case .nothing: nil
                case .failingSector: failing
                case .firstSector: range.start
                }
            return ReadFault(.mediumError, reading: range, at: named)
        }
    }

    @Test(arguments: DriveManner.all)
    func `every pattern of damage on twelve sectors is rescued as far as it can be`(
        drive: DriveManner
    ) {
        let discs = SmallDiscs(sectorCount: 12, drive: drive)
        let flaws = discs.flaws(in: discs.patterns).map { "\($0.pattern): \($0.flaw)" }
        #expect(flaws == [], "the bits of these numbers are the bad sectors")
    }

    @Test(arguments: DriveManner.all)
    func `random damage on many sectors is rescued as far as it can be`(drive: DriveManner) {
        let wrong = (0..<60 as Range<UInt64>).filter { seed in
            var random = TestRandom(seed: seed)
            let sectorCount = Int.random(in: 13...400, using: &random)
            let odds = Int.random(in: 2...40, using: &random)
            let bad = Set(
                (0..<sectorCount).filter { _ in Int.random(in: 1...odds, using: &random) == 1 })
            let disc = SmallDisc(bad: bad, drive: drive)
            return !isRescuedThoroughly(disc, sectorCount: sectorCount)
        }
        #expect(wrong == [], "these are the seeds")
    }

    /// Whether all that can be read is rescued, and all else given up.
    private func isRescuedThoroughly(_ disc: SmallDisc, sectorCount: Int) -> Bool {
        var disc = disc
        let map = rescue(&disc, sectorCount: sectorCount, retries: 1, effort: .thorough)
        return (0..<sectorCount).allSatisfy {
            map.status(at: $0) == (disc.isReadable($0) ? .rescued : .unreadable)
        }
    }

    @Test func `a clean disc is read once, forward, in whole chunks`() {
        var disc = SmallDisc(bad: [], drive: DriveManner.all[0])
        _ = rescue(&disc, sectorCount: 1000, retries: 3, chunk: 32)
        #expect(disc.reads.count == 32)
        #expect(disc.reads.map(\.range.start) == Array(stride(from: 0, to: 1000, by: 32)))
    }

    @Test func `a sector named by the drive costs one failed read`() {
        let drive = DriveManner(block: 1, givesGoodSectors: true, naming: .failingSector)
        var disc = SmallDisc(bad: [105, 333, 720], drive: drive)
        let map = rescue(&disc, sectorCount: 1000, retries: 0, chunk: 32)
        #expect(map.count(of: .unreadable) == 3)
        // And one of them is looked at once more.
        #expect(disc.reads.count { $0.failed } == 4)
    }

    @Test(arguments: [DriveManner.Naming.nothing, .firstSector, .failingSector], [2, 4, 16])
    func `a bad block costs little more than one failed read, named or not`(
        naming: DriveManner.Naming, block: Int
    ) {
        let drive = DriveManner(block: block, givesGoodSectors: false, naming: naming)
        let bad = Set((0..<40).map { $0 * $0 * 7 + 500 })
        let blocks = Set(bad.map { $0 / block }).count
        var disc = SmallDisc(bad: bad, drive: drive)
        let map = rescue(&disc, sectorCount: 20_000, retries: 0, chunk: 32)
        #expect(map.count(of: .unreadable) == blocks * block)
        #expect(disc.reads.count { $0.failed } <= blocks + 14)
    }

    @Test func `a drive that gives good sectors of bad blocks is found out, and all are read`() {
        for naming in DriveManner.Naming.allCases {
            let drive = DriveManner(block: 16, givesGoodSectors: true, naming: naming)
            let bad = Set((0..<30).map { $0 * 500 + 105 })
            var disc = SmallDisc(bad: bad, drive: drive)
            let map = rescue(&disc, sectorCount: 20_000, retries: 0, chunk: 32)
            #expect(map.count(of: .unreadable) == bad.count)
        }
    }

    @Test func `one sweep costs a few failed reads, and leaves the rest for another run`() {
        let drive = DriveManner(block: 16, givesGoodSectors: false, naming: .nothing)
        var disc = SmallDisc(bad: Set(30_000..<60_000), drive: drive)
        let map = rescue(&disc, sectorCount: 100_000, retries: 3, chunk: 32, effort: .quick)
        #expect(disc.reads.count { $0.failed } < 40)
        #expect(map.count(of: .rescued) > 69_000)
        #expect(map.count(of: .unreadable) == 0 && map.count(of: .untried) > 25_000)
    }

    @Test(arguments: 0...3)
    func `an unreadable sector is retried as often as asked, and no more`(retries: Int) {
        var disc = SmallDisc(bad: [5], drive: DriveManner.all[0])
        let before = { () -> Int in
            var first = SmallDisc(bad: [5], drive: DriveManner.all[0])
            _ = rescue(&first, sectorCount: 64, retries: 0, chunk: 32)
            return first.reads.count
        }()
        _ = rescue(&disc, sectorCount: 64, retries: retries, chunk: 32)
        #expect(disc.reads.count == before + retries)
        #expect(disc.reads.suffix(retries).allSatisfy { $0.range == SectorRange(5, 6) })
    }

    @Test(arguments: [100_000, 1_000_000, 10_000_000])
    func `a dead area of any size is left after a few failed reads`(sectorCount: Int) {
        let dead = SectorRange(sectorCount / 5, sectorCount / 5 * 4)
        let policy = RescuePolicy(eccBlockSectors: 16)
        var schedule = RescueSchedule(policy: policy)
        var map = SectorMap(sectorCount: sectorCount)
        var failures = 0
        while let request = schedule.next(in: &map), schedule.phase == .copying {
            if request.range.overlaps(dead) {
                failures += 1
                schedule.failed(ReadFault(.mediumError, reading: request.range), in: &map)
            } else {
                schedule.succeeded(request, in: &map)
            }
        }
        #expect(map.count(of: .rescued) * 1000 >= (sectorCount - dead.count) * 995)
        // Thrice the number of times that the area can be halved, and a few.
        let halvings = Int.bitWidth - (dead.count / 16).leadingZeroBitCount
        #expect(failures <= 4 * halvings)
    }

    /// Runs a schedule to its end; checks that each read asks for something that is missing.
    private func rescue(
        _ disc: inout SmallDisc, sectorCount: Int, retries: Int, chunk: Int = 4,
        effort: RescueEffort = .normal
    ) -> SectorMap {
        let policy = RescuePolicy(
            eccBlockSectors: disc.drive.block, commandSectors: chunk, effort: effort,
            retries: retries)
        var schedule = RescueSchedule(policy: policy)
        var map = SectorMap(sectorCount: sectorCount)
        var isSound = true
        while let request = schedule.next(in: &map) {
            let runs = Array(map.runs(in: request.range))
            isSound = isSound && !request.range.isEmpty && request.range.count <= chunk
            isSound = isSound && runs.allSatisfy { $0.status != .rescued }
            guard disc.reads.count < sectorCount * (6 + retries) else {
                Issue.record("the schedule does not end: bad sectors \(disc.bad.sorted())")
                return map
            }
            if let fault = disc.read(request.range) {
                schedule.failed(fault, in: &map)
            } else {
                schedule.succeeded(request, in: &map)
            }
        }
        if !isSound { Issue.record("a read asked for a rescued sector, or for too much") }
        return map
    }
}
