import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct SimulatedPresetTests {
    @Test(arguments: SimulatedPreset.allCases)
    func `a preset is known by its name, and says what it is`(preset: SimulatedPreset) {
        #expect(SimulatedPreset(name: preset.name) == preset)
        #expect(!preset.summary.isEmpty && preset.summary.count <= 78)
    }

    @Test(arguments: SimulatedPreset.allCases)
    func `a preset depends on its seed alone, and survives being written down`(
        preset: SimulatedPreset
    ) throws {
        let script = preset.script(seed: 3)
        #expect(script == preset.script(seed: 3))
        #expect(script != preset.script(seed: 4))
        #expect(try FaultScript(parsing: script.text) == script)
    }

    /// Mostly recovered, some of it only by trying again, and a little lost.
    @Test(
        arguments: [.scratchedCD, .scratchedDVD, .fingerprints, .rottenEdge] as [SimulatedPreset],
        UInt64(1)...8)
    func `a damaged preset leaves an interesting result`(preset: SimulatedPreset, seed: UInt64) {
        let script = preset.script(seed: seed)
        let disc = SimulatedDisc(script)
        let touched = script.rules.flatMap { rule in
            let start = rule.range.start / script.lossUnit * script.lossUnit
            return Array(start..<min(disc.sectorCount, rule.range.end + script.lossUnit))
        }
        let hurt = Set(touched).filter { !disc.isRecoverable($0, attempts: 1) }
        let lost = hurt.filter { !disc.isRecoverable($0, attempts: 8) }
        #expect(hurt.count > lost.count + 10, "\(hurt.count) hurt, \(lost.count) lost")
        #expect((5...disc.sectorCount / 100).contains(lost.count), "\(lost.count) lost")
        #expect(lost.allSatisfy { $0 > 300 }, "the volume can still be listed")
        #expect((20...3_000).contains(script.rules.count), "\(script.rules.count) rules")
    }

    @Test func `a scratch meets the track once in each turn`() throws {
        let script = SimulatedPreset.scratchedDVD.script(seed: 2)
        let geometry = DiscGeometry(family: .dvd, sectorCount: try #require(script.sectorCount))
        // Neighbouring hits lie whole turns apart, up to the lean of the scratch and a sector.
        let starts = script.rules.map(\.range.start).sorted()
        let places = starts.map { geometry.place(of: $0) }
        let near = zip(places, places.dropFirst()).filter { $1.radius - $0.radius < 0.01 }
        let turns = near.map { abs($0.angle - $1.angle) }.map { min($0, 1 - $0) }
        #expect(near.count > 50)
        #expect(turns.count { $0 < 0.05 } == turns.count, "\(turns.max() ?? 0)")
    }

    @Test(arguments: SimulatedPreset.allCases.filter { $0.name.hasPrefix("clean") })
    func `nothing is wrong with a clean preset`(preset: SimulatedPreset) {
        let script = preset.script()
        #expect(script.rules.isEmpty && script.events.isEmpty && script.drive.decline == nil)
    }

    @Test func `the large clean disc is of zeros and costs nothing to have`() throws {
        let disc = SimulatedDisc(SimulatedPreset.cleanBD.script())
        #expect(disc.sectorCount == 12_219_392)
        let last = try disc.content?.bytes(of: 12_219_391)
        #expect(last == [UInt8](repeating: 0, count: Sector.size))
    }
}
