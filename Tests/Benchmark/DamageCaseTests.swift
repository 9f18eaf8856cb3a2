import RescueCore
import Testing
import rescuebench

@testable import DiscSimulation

@Suite struct DamageCaseTests {
    private let cases = DamageCase.all(seeds: 2)

    @Test func `every disc has a name of its own, and each kind of disc has all its damage`() {
        #expect(Set(cases.map(\.name)).count == cases.count)
        #expect(Set(cases.map(\.profile)) == Set(DamageProfile.allCases))
        for family in DiscProfile.Family.allCases {
            let some = cases.filter { $0.family == family && $0.profile == .arcs }
            #expect(some.count == 4)
        }
    }

    @Test func `a disc depends on its seed alone, and survives being written down`() throws {
        for damageCase in cases where damageCase.profile != .hugeDeadArea {
            let script = damageCase.script
            #expect(script == damageCase.script)
            #expect(try FaultScript(parsing: script.text) == script)
            var other = damageCase
            other.seed += 1
            #expect(script.rules != other.script.rules || damageCase.profile == .clean)
        }
    }

    @Test func `the failing LBA is all that differs with and without it`() {
        for family in DiscProfile.Family.allCases {
            var script = DamageCase(family, .scratches, reportsLBA: true, seed: 1).script
            script.reportsLBA = false
            #expect(script == DamageCase(family, .scratches, reportsLBA: false, seed: 1).script)
        }
    }

    @Test func `damage leaves the descriptors and the last sectors alone, and is not all there is`()
    {
        for damageCase in cases
        where damageCase.profile != .clean && damageCase.profile.isForPeers {
            let disc = SimulatedDisc(damageCase.script)
            let bad = disc.losses(attempts: 1)
            #expect(bad.firstRun(of: SectorStatusSet(.unreadable)) != nil, "\(damageCase.name)")
            #expect((0..<32).allSatisfy { bad.status(at: $0) == .untried })
            #expect(
                (disc.sectorCount - 128..<disc.sectorCount).allSatisfy {
                    bad.status(at: $0) == .untried
                })
            #expect(bad.count(of: .unreadable) < disc.sectorCount / 2, "\(damageCase.name)")
        }
    }

    @Test func `the facts are those of a disc that is asked sector by sector`() {
        let damageCase = DamageCase(.dvd, .fingerprints, reportsLBA: true, seed: 3)
        let facts = DiscFacts(of: damageCase.script)
        let disc = SimulatedDisc(damageCase.script)
        let bad = (0..<disc.sectorCount).filter { !disc.isRecoverable($0, attempts: 1) }
        #expect(facts.badUnits == Set(bad.map { $0 / 16 }).count)
        #expect(facts.badChunks == Set(bad.map { $0 / 32 }).count)
        let lost = bad.filter { !disc.isRecoverable($0, attempts: 50, speed: 1) }
        #expect(facts.readable == disc.sectorCount - lost.count)
        #expect(!lost.isEmpty && lost.count < bad.count)
    }
}
