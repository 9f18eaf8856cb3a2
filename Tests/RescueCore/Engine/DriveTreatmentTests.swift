import RescueCore
import Testing

@testable import DiscSimulation

/// How the engine treats the drive: rests, looks at good sectors, speeds.
@Suite struct DriveTreatmentTests {
    private func script(_ profile: DiscProfile, _ rules: [FaultRule]) -> FaultScript {
        FaultScript(profile: profile, content: .generated(sectorCount: 3_000), rules: rules)
    }

    @Test func `a drive rests after failures that come fast`() throws {
        var quick = script(.cdROM, [FaultRule(SectorRange(1_000, 1_100), .dead)])
        quick.drive.failingRead = 0.6
        var rip = try SimulatedRip(quick, retries: 0)
        let end = try rip.engine.run()
        #expect(end == .exhausted)
        #expect(rip.host.events.contains(.drive(.resting(.seconds(5)))))
        var slow = script(.cdROM, [FaultRule(SectorRange(1_000, 1_100), .dead)])
        slow.drive.failingRead = 3
        var other = try SimulatedRip(slow, retries: 0)
        let otherEnd = try other.engine.run()
        #expect(otherEnd == .exhausted)
        #expect(!other.host.events.contains(.drive(.resting(.seconds(5)))))
    }

    @Test func `a drive that does not read good sectors any more is called wedged`() throws {
        // From some moment on everything fails, as slowly as damage does.
        let dead = SectorRange(320, 3_000)
        var failing = script(.dvdROM, [FaultRule(dead, .dead)])
        failing.reportsLBA = false
        let clean = try SimulatedRip(script(.dvdROM, []))
        var map = SectorMap(sectorCount: 3_000)
        map.mark(SectorRange(320, 1_500), as: .rescued)
        let before = map
        failing.rules.append(FaultRule(SectorRange(0, 320), .dead))
        var rip = try SimulatedRip(failing, map: map, identity: clean.identity)
        let end = try rip.engine.run()
        guard case .driveWedged = end else {
            Issue.record("the drive was not called wedged")
            return
        }
        #expect(rip.engine.progress.map == before)
        #expect(rip.host.events.contains(.drive(.resting(.seconds(30)))))
    }

    @Test func `what can be read at a low speed only is read by a retry`() throws {
        let script = script(.dvdROM, [FaultRule(SectorRange(1_600, 1_640), .slowOnly(multiple: 4))])
        var rip = try SimulatedRip(script, retries: 1, retrySpeeds: [4])
        let end = try rip.engine.run()
        #expect(end == .complete)
        #expect(rip.engine.source.drive.speedLimit == nil)
        var other = try SimulatedRip(script, retries: 1)
        let otherEnd = try other.engine.run()
        #expect(otherEnd == .exhausted)
    }

    @Test func `before a retry a good sector far away is read`() throws {
        let script = script(.dvdROM, [FaultRule(SectorRange(160, 161), .dead)])
        var rip = try SimulatedRip(script, retries: 2)
        let end = try rip.engine.run()
        #expect(end == .exhausted)
        let far = ReadRequest(SectorRange(2_999, 3_000), fromMedium: true)
        #expect(rip.engine.source.log?.count { $0.request == far } ?? 0 >= 2)
    }

    @Test func `a slow area is put off`() throws {
        let script = script(.dvdROM, [FaultRule(SectorRange(1_000, 2_500), .slow(seconds: 0.5))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .complete)
        let order = (rip.engine.source.log ?? []).compactMap(\.request?.range.start)
        let sweepEnd = try #require(order.firstIndex { $0 > 2_900 })
        let slowBefore = order[..<sweepEnd].count { (1_000..<2_500).contains($0) }
        #expect((1...12).contains(slowBefore))
        var quick = try SimulatedRip(script, effort: .quick)
        let quickEnd = try quick.engine.run()
        #expect(quickEnd == .exhausted)
        #expect(quick.engine.progress.elapsed < rip.engine.progress.elapsed / 2)
    }
}
