import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct BudgetedSectorsTests {
    /// What came of asking for some sectors.
    private struct Outcome {
        var found: [LBA] = []
        var reads: Int
        var failures: Int
        var commands: Int
        var isCutShort: Bool
        var unreadable: [SectorRange]
    }

    /// Asks for sectors of a simulated DVD.
    private func look(
        at sectors: some Sequence<LBA>, _ lines: String..., map: SectorMap? = nil
    ) throws -> Outcome {
        let script = ["disc DVD-ROM", "size 4000", "label GLANCE"] + lines
        let disc = SimulatedDisc(try FaultScript(parsing: script.joined(separator: "\n")))
        var budgeted = BudgetedSectors(disc, eccBlockSectors: 16, map: map)
        var found: [LBA] = []
        for lba in sectors where budgeted.sector(at: lba) != nil { found.append(lba) }
        return Outcome(
            found: found, reads: budgeted.readCount, failures: budgeted.failureCount,
            commands: budgeted.source.statistics.commands, isCutShort: budgeted.isCutShort,
            unreadable: budgeted.unreadable)
    }

    @Test func `each sector is read once`() throws {
        let look = try look(at: [16, 16, -1, 4000, 3999, 16])
        #expect(look.found == [16, 16, 3999, 16])
        #expect(look.reads == 2 && look.commands == 2 && look.failures == 0)
        #expect(look.unreadable == [] && !look.isCutShort)
    }

    @Test func `a block in which a read failed is left alone`() throws {
        let look = try look(at: [17, 18, 31, 32], "dead 20 1")
        #expect(look.found == [32])
        #expect(look.failures == 1 && look.reads == 2 && look.commands == 2)
        #expect(look.unreadable == [SectorRange(17, 19), SectorRange(31, 32)])
    }

    @Test func `after a few failed reads no more are made`() throws {
        let look = try look(at: 0..<4000, "dead 0 4000")
        #expect(look.found == [])
        #expect(look.failures == BudgetedSectors<SimulatedDisc>.failureLimit)
        #expect(look.commands == look.failures && look.isCutShort)
    }

    @Test func `however good the disc is, not many sectors are read`() throws {
        let look = try look(at: 0..<4000)
        #expect(look.found.count == BudgetedSectors<SimulatedDisc>.readLimit && look.isCutShort)
    }

    @Test func `news of a reset cost nothing`() throws {
        let look = try look(at: [16], "event reset at-command 1")
        #expect(look.found == [16] && look.failures == 0 && look.unreadable == [])
    }

    @Test func `a drive that is gone is not asked again`() throws {
        let look = try look(at: [16, 17, 256], "event gone at-command 2")
        #expect(look.found == [16])
        #expect(look.failures == 1 && look.isCutShort)
    }

    @Test func `what the map lacks is not read`() throws {
        var map = SectorMap(sectorCount: 18)
        map.mark(SectorRange(0, 17), as: .rescued)
        let look = try look(at: [16, 17, 18], map: map)
        #expect(look.found == [16])
        #expect(look.reads == 1 && look.unreadable == [SectorRange(17, 19)])
    }
}
