import RescueCore
import Testing

@testable import DiscSimulation

/// Reads of one disc, with what came back as a value.
struct DiscProbe: ~Copyable {
    var disc: SimulatedDisc

    init(_ profile: DiscProfile, sectors: Int = 1_000, change: (inout FaultScript) -> Void) {
        var script = FaultScript(profile: profile, content: .generated(sectorCount: sectors))
        change(&script)
        disc = SimulatedDisc(script)
    }

    /// The bytes that arrived, or why none did.
    mutating func read(
        _ start: LBA, _ count: Int = 1, fromMedium: Bool = true
    ) -> Result<[UInt8], ReadFault> {
        let request = ReadRequest(SectorRange(start: start, count: count), fromMedium: fromMedium)
        var bytes = [UInt8](repeating: 0x55, count: request.range.byteCount)
        var span = bytes.mutableSpan
        do {
            try disc.read(request, into: &span)
            return .success(bytes)
        } catch {
            return .failure(error)
        }
    }

    /// Why a read failed; nil if it did not.
    mutating func fault(_ start: LBA, _ count: Int = 1, fromMedium: Bool = true) -> ReadFault? {
        guard case .failure(let fault) = read(start, count, fromMedium: fromMedium) else {
            return nil
        }
        return fault
    }

    /// Whether a sector's true bytes arrived.
    mutating func isTrue(_ lba: LBA, fromMedium: Bool = true) -> Bool? {
        guard case .success(let bytes) = read(lba, fromMedium: fromMedium) else { return nil }
        return try? bytes == disc.content?.bytes(of: lba)
    }
}

@Suite struct SimulatedDiscFaultTests {
    @Test func `a clean disc gives its content`() throws {
        var probe = DiscProbe(.cdROM) { _ in }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: 1_000, by: 32) {
            bytes += try probe.read(start, min(32, 1_000 - start), fromMedium: false).get()
        }
        let volume = GeneratedVolume(sectorCount: 1_000, seed: 1, label: "SIMULATED")
        let whole = try (0..<1_000).flatMap { try volume.bytes(of: $0) }
        #expect(bytes == whole)
        #expect(probe.disc.statistics.commands == 32)
        #expect(probe.disc.statistics.sectorsDelivered == 1_000)
        #expect(probe.disc.statistics.failures == 0)
    }

    @Test func `a dead sector fails with its LBA, and takes nothing else on a CD`() {
        var probe = DiscProbe(.cdROM) { $0.rules = [FaultRule(SectorRange(100, 101), .dead)] }
        let fault = probe.fault(96, 16)
        #expect(fault?.kind == .mediumError)
        #expect(fault?.failingLBA == 100)
        #expect(fault?.sense?.key == 3)
        #expect(probe.fault(96, 4) == nil)
        #expect(probe.fault(101, 16) == nil)
        #expect(probe.disc.statistics.failedBlocks == [100: 1])
    }

    @Test(arguments: [(DiscProfile.dvdROM, 16), (.bdROM, 32)])
    func `damage takes the whole ECC block`(profile: DiscProfile, unit: Int) {
        var probe = DiscProbe(profile) { $0.rules = [FaultRule(SectorRange(101, 102), .dead)] }
        let dead = (64..<160).filter { probe.fault($0) != nil }
        #expect(dead == Array(96..<96 + unit))
        #expect(probe.fault(64, 64)?.failingLBA == 96)
        #expect(probe.fault(104, 8)?.failingLBA == 104)
    }

    @Test func `a drive may deliver the good sectors of a bad block`() {
        var probe = DiscProbe(.dvdROM) {
            $0.rules = [FaultRule(SectorRange(101, 102), .dead)]
            $0.losesWholeECCBlocks = false
        }
        #expect((64..<160).filter { probe.fault($0) != nil } == [101])
    }

    @Test func `the failing LBA is told where the script wants it`() {
        var probe = DiscProbe(.cdROM) {
            $0.reportsLBA = false
            $0.rules = [
                FaultRule(SectorRange(10, 11), .dead),
                FaultRule(SectorRange(20, 21), .dead, reportsLBA: true),
            ]
        }
        #expect(
            probe.fault(0, 16)
                == ReadFault(
                    Sense(key: 3, asc: 0x11, ascq: 5), reading: SectorRange(0, 16)))
        #expect(probe.fault(16, 16)?.failingLBA == 20)
    }

    @Test func `a sector that fails a few times is good afterwards`() {
        var probe = DiscProbe(.dvdROM) {
            $0.rules = [FaultRule(SectorRange(32, 33), .failsFirst(3))]
        }
        // An attempt on any sector of the block counts.
        let outcomes = [32, 47, 40, 33, 32].map { probe.fault($0) == nil }
        #expect(outcomes == [false, false, false, true, true])
    }

    @Test func `reads of a flaky sector fail as often as the script says`() {
        var probe = DiscProbe(.cdROM, sectors: 2_000) {
            $0.rules = [FaultRule(SectorRange(0, 2_000), .flaky(chance: 0.3))]
        }
        let failed = (0..<2_000).count { probe.fault($0) != nil }
        #expect((520...680).contains(failed), "\(failed)")
    }

    @Test func `a sector that needs low speed is read at low speed only`() throws {
        var probe = DiscProbe(.cdROM) {
            $0.rules = [FaultRule(SectorRange(5, 6), .slowOnly(multiple: 4))]
        }
        #expect(probe.fault(5) != nil)
        try probe.disc.setSpeed(8)
        #expect(probe.fault(5) != nil)
        try probe.disc.setSpeed(4)
        #expect(probe.fault(5) == nil)
        try probe.disc.setSpeed(nil)
        #expect(probe.fault(5) != nil)
        #expect(probe.disc.isRecoverable(5, attempts: 1, speed: 2) == true)
        #expect(probe.disc.isRecoverable(5, attempts: 9) == false)
    }

    @Test func `wrong bytes come as often as the script says`() {
        var probe = DiscProbe(.cdROM) {
            $0.rules = [
                FaultRule(SectorRange(50, 51), .wrong(.always)),
                FaultRule(SectorRange(60, 61), .wrong(.everyOther)),
                FaultRule(SectorRange(70, 71), .wrong(.once)),
            ]
        }
        #expect((0..<4).map { _ in probe.isTrue(50) } == [false, false, false, false])
        #expect((0..<4).map { _ in probe.isTrue(60) } == [false, true, false, true])
        #expect((0..<4).map { _ in probe.isTrue(70) } == [false, true, true, true])
        #expect(probe.isTrue(51) == true)
        #expect(probe.disc.isRecoverable(50, attempts: 9) == false)
        #expect(probe.disc.isRecoverable(60, attempts: 1) == false)
        #expect(probe.disc.isRecoverable(60, attempts: 2) == true)
    }

    @Test func `wrong bytes that are always the same are the same, the others are not`() throws {
        var probe = DiscProbe(.cdROM) {
            $0.rules = [
                FaultRule(SectorRange(50, 51), .wrong(.always)),
                FaultRule(SectorRange(60, 61), .wrong(.everyOther)),
            ]
        }
        #expect(try probe.read(50).get() == probe.read(50).get())
        let first = try probe.read(60).get()
        _ = probe.read(60)
        #expect(try probe.read(60).get() != first)
    }

    @Test func `the cache repeats what was read last, wrong bytes too`() throws {
        var probe = DiscProbe(.cdROM) {
            $0.rules = [FaultRule(SectorRange(60, 61), .wrong(.everyOther))]
        }
        let first = try probe.read(60, fromMedium: false).get()
        #expect(try probe.read(60, fromMedium: false).get() == first)
        #expect(probe.isTrue(60) == true)
    }

    @Test func `any sense data can be had, and what is no damage does not grow`() {
        var probe = DiscProbe(.dvdROM) {
            $0.rules = [
                FaultRule(
                    SectorRange(998, 1_000), .sense(Sense(key: 5, asc: 0x64, ascq: 0)))
            ]
        }
        #expect(probe.fault(998)?.kind == .wrongTrackType)
        #expect(probe.fault(992, 6) == nil)
    }

    @Test func `a sector that hangs the drive costs the timeout`() {
        var probe = DiscProbe(.dvdROM) { $0.rules = [FaultRule(SectorRange(40, 41), .hang)] }
        #expect(probe.fault(40)?.kind == .timedOut)
        #expect(probe.disc.clock.now == .seconds(60))
        #expect(probe.fault(41) == nil)
    }

    @Test(arguments: UInt64(1)...20)
    func `what a sector does is independent of what is read elsewhere`(seed: UInt64) {
        func outcomes(_ order: [LBA]) -> [LBA: [Bool?]] {
            var probe = DiscProbe(.dvdROM, sectors: 640) {
                $0.seed = seed
                $0.rules = [
                    FaultRule(SectorRange(0, 640), .flaky(chance: 0.5)),
                    FaultRule(SectorRange(100, 200), .wrong(.everyOther)),
                ]
            }
            var found: [LBA: [Bool?]] = [:]
            for lba in order { found[lba, default: []].append(probe.isTrue(lba)) }
            return found
        }
        // One sector of each block, each read four times, in two orders.
        let sectors = stride(from: 5, to: 640, by: 16)
        let forward = sectors.flatMap { [$0, $0, $0, $0] }
        var random = TestRandom(seed: seed)
        #expect(outcomes(forward) == outcomes(forward.shuffled(using: &random)))
    }

    @Test(arguments: UInt64(1)...20)
    func `what is said to be recoverable is what attempts recover`(seed: UInt64) {
        var probe = DiscProbe(.dvdROM, sectors: 800) {
            $0.seed = seed
            $0.rules = [
                FaultRule(SectorRange(0, 400), .flaky(chance: 0.7)),
                FaultRule(SectorRange(300, 500), .failsFirst(2)),
                FaultRule(SectorRange(450, 600), .wrong(.everyOther)),
                FaultRule(SectorRange(700, 710), .dead),
            ]
        }
        for lba in stride(from: 3, to: 800, by: 16) {
            for attempts in 1...6 {
                let before = probe.disc.isRecoverable(lba, attempts: attempts - 1)
                let said = probe.disc.isRecoverable(lba, attempts: attempts)
                let read = probe.isTrue(lba) == true
                #expect(said == (before || read), "LBA \(lba), attempt \(attempts)")
            }
        }
    }
}
