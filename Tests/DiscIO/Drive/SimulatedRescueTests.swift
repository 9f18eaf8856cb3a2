import DiscIO
import RescueCore
import Testing

@testable import DiscSimulation
@testable import SCSITarget

/// The real drive code in front of simulated drives: from the bytes of a command to a whole image.
@Suite struct SimulatedRescueTests {
    private static let sectorCount = 3000

    private func script(
        _ profile: DiscProfile = .dvdROM, sectorCount: Int = Self.sectorCount,
        rules: [FaultRule] = [], events: [FaultEvent] = []
    ) -> FaultScript {
        FaultScript(
            profile: profile, content: .generated(sectorCount: sectorCount), rules: rules,
            events: events)
    }

    @Test(arguments: [DiscProfile.cdROM, .dvdROM, .bdROM], [false, true])
    func `a drive keeps the contract of a source over both transports`(
        profile: DiscProfile, isCareful: Bool
    ) throws {
        let script = script(
            profile, sectorCount: 500, rules: [FaultRule(SectorRange(100, 101), .dead)])
        let unit = profile.family.eccBlockSectors
        let start = 100 / unit * unit
        var contract = SectorSourceContract(
            sectorCount: 500, unreadable: Set(start..<start + unit))
        contract.content = SimulatedRip.truth(of: script)
        var drive = try SimulatedBus(script).open(isCareful: isCareful)
        contract.check(&drive)
    }

    @Test func `a damaged disc is rescued but for its dead blocks`() throws {
        let script = script(
            rules: [
                FaultRule(SectorRange(1000, 1001), .dead),
                FaultRule(SectorRange(2000, 2003), .failsFirst(3)),
            ])
        let rescue = try rescue(SimulatedBus(script), script, retries: 3)
        #expect(rescue.end == .exhausted && rescue.lies == [])
        #expect(rescue.missing == [SectorRange(992, 1008)])
        #expect(rescue.changes == [])
    }

    @Test func `a command that is lost changes the transport and costs no sector`() throws {
        let script = script(events: [FaultEvent(.hang, at: .command(40))])
        let rescue = try rescue(SimulatedBus(script), script)
        #expect(rescue.end == .complete && rescue.lies == [])
        #expect(rescue.changes == [TransportChange(.late)])
    }

    @Test func `bytes that do not arrive change the transport and cost no sector`() throws {
        let script = script(
            events: [
                FaultEvent(.short, at: .command(40)), FaultEvent(.short, at: .command(70)),
            ])
        let rescue = try rescue(SimulatedBus(script), script)
        #expect(rescue.end == .complete && rescue.lies == [])
        #expect(rescue.changes == [TransportChange(.incomplete)])
    }

    @Test func `a drive that is plugged in again is opened again and gone on with`() throws {
        let script = script(
            events: [FaultEvent(.gone, at: .command(40)), FaultEvent(.back, at: .second(8))])
        let bus = SimulatedBus(script)
        let rescue = try rescue(bus, script)
        #expect(rescue.end == .complete && rescue.lies == [])
        #expect(bus.reopenings > 0)
    }

    @Test func `Form 2 sectors are left out, each of them and no other`() throws {
        let bus = try SimulatedBus(
            .cdROM, sectorCount: 3000, ["form2 1000 50", "form2 1060 1", "form2 1062 1"])
        let rescue = try rescue(bus, bus.target.drive.script)
        #expect(rescue.end == .exhausted && rescue.lies == [])
        let formTwo = [
            SectorRange(1000, 1050), SectorRange(1060, 1061), SectorRange(1062, 1063),
        ]
        #expect(rescue.missing == formTwo && rescue.formTwo == formTwo)
        #expect(rescue.readErrors == 0)
    }

    @Test func `sectors that the drive keeps from us are not asked for again and again`() throws {
        let refused = Sense(key: 0x05, asc: 0x6F, ascq: 0x03)
        let script = script(rules: [FaultRule(SectorRange(1600, 2400), .sense(refused))])
        let rescue = try rescue(SimulatedBus(script), script, retries: 5)
        guard case .refused(let fault) = rescue.end else {
            Issue.record("ended with \(rescue.end)")
            return
        }
        #expect(fault.kind == .protected)
        #expect(rescue.missing == [SectorRange(1600, 2400)] && rescue.lies == [])
        #expect(rescue.readErrors < 800 / 16 * 2)
    }

    /// What came of a rescue.
    private struct Rescue {
        var end: RescueEnd
        var missing: [SectorRange]
        var lies: [LBA]
        var changes: [TransportChange]
        var formTwo: [SectorRange]
        var readErrors: Int
    }

    /// Rescues a disc through `Drive`, with the transports of a default rip.
    private func rescue(
        _ bus: SimulatedBus, _ script: FaultScript, retries: Int = 1
    ) throws -> Rescue {
        var drive = try bus.open()
        let identity = try drive.identify(reading: DiscIdentity.descriptorSectors)
        let policy = RescuePolicy(
            eccBlockSectors: script.profile.family.eccBlockSectors, retries: retries)
        let sectorCount = drive.sectorCount
        var engine = RescueEngine(
            source: drive, sink: MemorySink(sectorCount: sectorCount),
            map: SectorMap(sectorCount: sectorCount), identity: identity, policy: policy,
            host: SimulatedHost(clock: bus.clock))
        let end = try engine.run()
        let map = engine.progress.map
        return Rescue(
            end: end, missing: map.runs.filter { $0.status != .rescued }.map(\.range),
            lies: SimulatedRip.lies(
                of: map, image: engine.sink.durableImage, truth: SimulatedRip.truth(of: script)),
            changes: bus.changes, formTwo: engine.progress.formTwo,
            readErrors: engine.progress.readErrors)
    }
}
