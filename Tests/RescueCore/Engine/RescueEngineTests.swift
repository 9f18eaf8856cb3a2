import RescueCore
import Testing

@testable import DiscSimulation

/// The loop of a rescue, on simulated discs, with all that can go wrong around it.
@Suite struct RescueEngineTests {
    private static let sectorCount = 3000

    private func script(
        _ profile: DiscProfile = .dvdROM, rules: [FaultRule] = [], events: [FaultEvent] = []
    ) -> FaultScript {
        FaultScript(
            profile: profile, content: .generated(sectorCount: Self.sectorCount), rules: rules,
            events: events)
    }

    @Test func `a clean disc is complete and bit-exact after one straight copy`() throws {
        let script = script()
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .complete)
        #expect(rip.engine.sink.durableImage == SimulatedRip.truth(of: script))
        #expect(rip.engine.sink.recordedMap?.isComplete == true)
        let reads = rip.engine.source.log?.compactMap(\.request).filter { $0.range.count > 1 }
        #expect(reads?.count == (Self.sectorCount + 31) / 32)
    }

    @Test func `what cannot be read is left zero and marked`() throws {
        let script = script(rules: [FaultRule(SectorRange(1000, 1001), .dead)])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .exhausted)
        // The block of 16 sectors around LBA 1000.
        #expect(rip.engine.progress.map.run(at: 1000) == .init(SectorRange(992, 1008), .unreadable))
        #expect(rip.engine.progress.map.count(of: .rescued) == Self.sectorCount - 16)
        expectTruth(rip, script)
    }

    @Test func `a sector that reads at the third try is rescued with two retries`() throws {
        let script = script(.cdROM, rules: [FaultRule(SectorRange(70, 71), .failsFirst(3))])
        var rip = try SimulatedRip(script, retries: 2)
        let end = try rip.engine.run()
        #expect(end == .complete)
        expectTruth(rip, script)
    }

    @Test(arguments: [false, true])
    func `another disc in the middle of a rip is noticed and nothing of it is kept`(
        isSilent: Bool
    ) throws {
        let other = FaultEvent.OtherDisc(seed: 99, label: "OTHER", isSilent: isSilent)
        let script = script(events: [FaultEvent(.change(other), at: .command(50))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .otherDisc)
        expectTruth(rip, script)
        #expect(rip.engine.sink.recordedMap?.isComplete == false)
    }

    @Test func `a reset of the drive with the same disc costs nothing`() throws {
        let script = script(events: [FaultEvent(.reset, at: .command(20))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .complete)
        expectTruth(rip, script)
    }

    @Test func `a drive that is not ready for a while is waited for`() throws {
        let script = script(events: [FaultEvent(.notReady(seconds: 20), at: .command(20))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .complete)
        #expect(rip.host.events.contains { if case .drive(.waiting) = $0 { true } else { false } })
        expectTruth(rip, script)
    }

    @Test func `a drive that never gets ready is given up after a minute`() throws {
        let script = script(events: [FaultEvent(.notReady(seconds: 1e6), at: .command(20))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        guard case .driveLost(let fault) = end else {
            Issue.record("ended with \(end)")
            return
        }
        #expect(fault.kind == .notReady)
        #expect(rip.engine.progress.elapsed < .seconds(120))
        expectTruth(rip, script)
    }

    @Test(arguments: [FaultEvent.Action.gone, .remove])
    func `when the drive or the disc goes, only what was confirmed is recorded`(
        action: FaultEvent.Action
    ) throws {
        let script = script(events: [FaultEvent(action, at: .command(60))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        guard case .driveLost = end else {
            Issue.record("ended with \(end)")
            return
        }
        expectTruth(rip, script)
    }

    @Test(arguments: [FaultEvent.Action.gone, .remove])
    func `a drive or a disc that comes back in time is gone on with`(
        action: FaultEvent.Action
    ) throws {
        let script = script(
            events: [FaultEvent(action, at: .command(60)), FaultEvent(.back, at: .command(80))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .complete)
        #expect(rip.host.events.contains(.drive(.returned)))
        expectTruth(rip, script)
    }

    @Test func `another disc in the drive that comes back ends the run`() throws {
        let other = FaultEvent.OtherDisc(seed: 99, label: "OTHER")
        let script = script(
            events: [
                FaultEvent(.gone, at: .command(60)), FaultEvent(.change(other), at: .command(61)),
                FaultEvent(.back, at: .command(70)),
            ])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .otherDisc)
        expectTruth(rip, script)
    }

    @Test func `bytes that did not arrive make what came before them suspect`() throws {
        let script = script(events: [FaultEvent(.short, at: .command(60))])
        var rip = try SimulatedRip(script)
        let end = try rip.engine.run()
        #expect(end == .complete)
        #expect(
            rip.host.events.contains { if case .distrusted(let n) = $0 { n > 0 } else { false } })
        expectTruth(rip, script)
    }

    @Test func `a drive that rejects everything at once is called wedged, and judges nothing`()
        throws
    {
        let rejected = Sense(key: 0x05, asc: 0x24, ascq: 0x00)
        let all = SectorRange(512, Self.sectorCount)
        let script = script(rules: [FaultRule(all, .sense(rejected))])
        var quick = script
        quick.drive.failingRead = 0.005
        var rip = try SimulatedRip(quick)
        let end = try rip.engine.run()
        guard case .driveWedged = end else {
            Issue.record("ended with \(end)")
            return
        }
        let map = rip.engine.progress.map
        #expect(map.count(of: .rescued) + map.count(of: .untried) == Self.sectorCount)
    }

    @Test func `a drive that fails at the witnesses does not cost what was rescued`() throws {
        // The witnesses can be read when the rip begins, and only then.
        let error = Sense(key: 0x04, asc: 0x3E, ascq: 0x00)
        let script = script(.cdROM)
        var dying = script
        dying.rules = DiscIdentity.descriptorSectors.map {
            FaultRule(SectorRange(start: $0, count: 1), .sense(error))
        }
        var rip = try SimulatedRip(dying, identity: SimulatedRip(script).identity)
        let end = try rip.engine.run()
        #expect(end == .exhausted)
        #expect(rip.engine.sink.recordedMap?.count(of: .rescued) == Self.sectorCount - 3)
        expectTruth(rip, script)
    }

    @Test func `a run stops at its limits and the next one finishes the work`() throws {
        let rules = (0..<20).map { FaultRule(SectorRange(start: $0 * 100, count: 1), .dead) }
        let script = script(rules: rules)
        var first = try SimulatedRip(script, maxReadErrors: 5)
        #expect(try first.engine.run() == .tooManyReadErrors)
        #expect(first.engine.progress.readErrors == 6)
        var second = try SimulatedRip(
            script, maxTime: .seconds(10), map: first.engine.progress.map,
            image: first.engine.sink.image)
        #expect(try second.engine.run() == .outOfTime)
        var last = try SimulatedRip(
            script, map: second.engine.progress.map, image: second.engine.sink.image)
        #expect(try last.engine.run() == .exhausted)
        let map = last.engine.progress.map
        #expect(map.count(of: .rescued) == Self.sectorCount - 20 * 16)
    }

    @Test func `a stop is honoured after the command under way, and recorded`() throws {
        let script = script()
        var rip = try SimulatedRip(script, stopsAfterReads: 30)
        let end = try rip.engine.run()
        #expect(end == .interrupted)
        #expect(rip.engine.sink.recordedMap?.count(of: .rescued) == 30 * 32)
        expectTruth(rip, script)
    }

    @Test(arguments: Array(1...90))
    func `when the output fails, the recorded map stays true`(operation: Int) throws {
        let script = script(rules: [FaultRule(SectorRange(1000, 1040), .dead)])
        var rip = try SimulatedRip(script, sinkFailsAt: operation)
        do {
            _ = try rip.engine.run()
            Issue.record("the failure of operation \(operation) was not reported")
        } catch {
            #expect(error == .disk)
        }
        expectTruth(rip, script)
    }

    /// What would be found after a power cut: the recorded map is true of the durable image.
    private func expectTruth(_ rip: borrowing SimulatedRip, _ script: FaultScript) {
        guard let map = rip.engine.sink.recordedMap else { return }
        let lies = SimulatedRip.lies(
            of: map, image: rip.engine.sink.durableImage, truth: SimulatedRip.truth(of: script))
        #expect(lies.isEmpty)
    }
}
