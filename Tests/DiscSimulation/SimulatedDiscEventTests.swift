import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct SimulatedDiscEventTests {
    private func other(_ size: Int? = nil, silent: Bool = false) -> FaultEvent.Action {
        .change(.init(seed: 77, label: "OTHER", sectorCount: size, isSilent: silent))
    }

    @Test func `a changed disc is announced once, and then another one is read`() throws {
        var probe = DiscProbe(.cdROM) {
            $0.events = [FaultEvent(self.other(500), at: .command(3))]
            $0.rules = [FaultRule(SectorRange(20, 21), .dead)]
        }
        let before = try probe.disc.identify(reading: [16])  // two commands
        #expect(probe.fault(16)?.kind == .mediumChanged)
        let after = try probe.disc.identify(reading: [16])
        #expect(!before.matches(after))
        #expect(after.sectorCount == 500)
        #expect(after.tracks.first?.range == SectorRange(0, 500))
        #expect(before.witnesses[16] != after.witnesses[16])
        #expect(probe.disc.sectorCount == 1_000)
        #expect(probe.fault(20) == nil)
        #expect(probe.fault(499, 2)?.kind == .outOfRange)
    }

    @Test func `a change without notice shows in the bytes only`() throws {
        var probe = DiscProbe(.cdROM) {
            $0.events = [FaultEvent(self.other(silent: true), at: .command(5))]
        }
        let before = try probe.disc.identify(
            reading: DiscIdentity.descriptorSectors.filter { $0 < 99 })
        let bytes = try probe.read(100).get()
        let after = try probe.disc.identify(reading: [16, 17])
        #expect(after.sectorCount == before.sectorCount && after.tracks == before.tracks)
        #expect(!before.matches(after))
        #expect(try probe.read(100).get() != bytes)
    }

    @Test func `a disc that was taken out is gone, until there is another one`() {
        var probe = DiscProbe(.cdROM) {
            $0.events = [
                FaultEvent(.remove, at: .command(2)), FaultEvent(self.other(), at: .command(5)),
            ]
        }
        let kinds = (0..<6).map { _ in probe.fault(100)?.kind }
        #expect(kinds == [nil, .noMedium, .noMedium, .noMedium, .mediumChanged, nil])
    }

    @Test func `a device that is gone stays gone`() {
        var probe = DiscProbe(.cdROM) { $0.events = [FaultEvent(.gone, at: .command(2))] }
        #expect(
            (0..<4).map { _ in probe.fault(0)?.kind } == [
                nil, .deviceGone, .deviceGone, .deviceGone,
            ])
        #expect(throws: ReadFault.self) { try probe.disc.identify(reading: []) }
        #expect(throws: ReadFault.self) { try probe.disc.setSpeed(1) }
        #expect(throws: ReadFault.self) { try probe.disc.eject() }
    }

    @Test func `a busy drive is ready when the time has passed`() {
        var probe = DiscProbe(.cdROM) {
            $0.events = [FaultEvent(.notReady(seconds: 5), at: .command(1))]
        }
        #expect(probe.fault(0)?.kind == .notReady)
        probe.disc.clock.advance(by: .seconds(4))
        #expect(probe.fault(0)?.kind == .notReady)
        probe.disc.clock.advance(by: .seconds(1))
        #expect(probe.fault(0) == nil)
    }

    @Test func `resets, lost bytes and hangs happen once`() {
        var probe = DiscProbe(.cdROM) {
            $0.events = [
                FaultEvent(.reset, at: .command(2)), FaultEvent(.short, at: .command(3)),
                FaultEvent(.hang, at: .command(4)),
            ]
        }
        let kinds = (0..<5).map { _ in probe.fault(0)?.kind }
        #expect(kinds == [nil, .deviceReset, .unproven, .timedOut, nil])
        #expect(probe.disc.clock.now > .seconds(60))
    }

    @Test func `bytes that do not arrive leave the buffer alone`() {
        var probe = DiscProbe(.cdROM) { $0.events = [FaultEvent(.short, at: .command(1))] }
        var bytes = [UInt8](repeating: 0x55, count: Sector.size)
        var span = bytes.mutableSpan
        #expect(throws: ReadFault.self) {
            try probe.disc.read(ReadRequest(SectorRange(16, 17)), into: &span)
        }
        #expect(bytes.allSatisfy { $0 == 0x55 })
    }

    @Test func `an event can wait for its second`() {
        var probe = DiscProbe(.cdROM) { $0.events = [FaultEvent(.reset, at: .second(10))] }
        #expect(probe.fault(0) == nil)
        probe.disc.clock.advance(by: .seconds(10))
        #expect(probe.fault(0)?.kind == .deviceReset)
    }

    @Test func `a witness that cannot be read is left out`() throws {
        var probe = DiscProbe(.cdROM) { $0.rules = [FaultRule(SectorRange(17, 18), .dead)] }
        let identity = try probe.disc.identify(reading: [16, 17, 5_000])
        #expect(Set(identity.witnesses.keys) == [16])
        #expect(identity.sectorCount == 1_000)
    }

    @Test func `a locked tray does not open, an open one has no disc`() throws {
        var probe = DiscProbe(.cdROM) { _ in }
        try probe.disc.setTrayLocked(true)
        #expect(throws: ReadFault.self) { try probe.disc.eject() }
        #expect(probe.fault(0) == nil)
        try probe.disc.setTrayLocked(false)
        try probe.disc.eject()
        #expect(probe.fault(0)?.kind == .noMedium)
        #expect(throws: ReadFault.self) { try probe.disc.identify(reading: []) }
    }

    @Test func `a dying drive gets slower and fails by chance`() throws {
        var probe = DiscProbe(.cdROM) {
            $0.drive.decline = DriveModel.Decline(commands: 100, errorChance: 0.2)
        }
        probe.disc.log = []
        var kinds: [ReadFault.Kind?] = []
        for _ in 0..<1_000 { kinds.append(probe.fault(500)?.kind) }
        let errors = kinds.count { $0 == .hardwareError }
        #expect(kinds.allSatisfy { $0 == nil || $0 == .hardwareError })
        #expect((140...240).contains(errors), "\(errors)")
        let log = probe.disc.log ?? []
        let good = log.filter { $0.answer == .good }.map(\.duration)
        let first = try #require(good.dropFirst().first)
        let last = try #require(good.last)
        #expect((8...12).contains(last / first), "\(first), \(last)")
    }
}
