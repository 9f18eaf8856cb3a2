import Testing

@testable import DiscSimulation
@testable import RescueCore
@testable import SCSITarget

@Suite struct SimulatedTargetTests {
    @Test func `INQUIRY tells a removable CD drive and its name`() throws {
        var target = Self.cd()
        let data = try #require(Self.data(target.execute([0x12, 0, 0, 0, 36, 0])))
        #expect(data.count == 36)
        #expect(data[0] == 0x05)
        #expect(data[1] == 0x80)
        #expect(Array(data[8..<16]) == Array("ISORIP  ".utf8))
    }

    @Test func `a command that no drive for reading needs is refused`() {
        var target = Self.cd()
        let refused = Sense(key: 0x05, asc: 0x20, ascq: 0x00)
        #expect(target.execute([0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0]) == .reply(TargetReply(refused)))
        #expect(target.execute([0xB9]) == .reply(TargetReply(refused)))
    }

    @Test func `READ CAPACITY gives the last sector, or what the layout claims`() throws {
        var honest = Self.cd()
        #expect(Self.data(honest.execute([0x25])) == [0, 0, 0x03, 0xE7, 0, 0, 8, 0])
        var liar = Self.cd(["claims 1002"])
        #expect(Self.data(liar.execute([0x25])) == [0, 0, 0x03, 0xE9, 0, 0, 8, 0])
    }

    @Test(arguments: [UInt8(0x28), 0xA8])
    func `a read delivers the bytes of the disc`(operation: UInt8) throws {
        var target = Self.cd()
        let data = try #require(Self.data(target.execute(Self.read(operation, 16, 2))))
        let content = try #require(target.drive.medium?.content)
        #expect(data == (try content.bytes(of: 16)) + (try content.bytes(of: 17)))
    }

    @Test func `a dead sector is named, and the sectors before it are sent`() throws {
        var target = Self.cd(faults: ["dead 105 1"])
        let outcome = target.execute(Self.read(0x28, 100, 16))
        guard case .reply(let reply) = outcome else {
            Issue.record("the drive answers")
            return
        }
        #expect(reply.status == .checkCondition)
        #expect(reply.sense == Sense(key: 3, asc: 0x11, ascq: 5, information: 105))
        let content = try #require(target.drive.medium?.content)
        #expect(reply.data == (try (100..<105).flatMap { try content.bytes(of: $0) }))
    }

    @Test func `audio, run-out and what lies behind the end cannot be read`() {
        var target = Self.cd(["track data 500 tao", "track audio rest"])
        #expect(Self.sense(target.execute(Self.read(0x28, 497, 1))) == nil)
        #expect(
            Self.sense(target.execute(Self.read(0x28, 490, 16)))
                == Sense(key: 5, asc: 0x64, ascq: 0, information: 498))
        #expect(
            Self.sense(target.execute(Self.read(0x28, 700, 1)))
                == Sense(key: 5, asc: 0x64, ascq: 0, information: 700))
        #expect(
            Self.sense(target.execute(Self.read(0x28, 1000, 1)))
                == Sense(key: 5, asc: 0x21, ascq: 0, information: 1000))
    }

    @Test func `a unit attention comes once, also to a command that reads nothing`() {
        var target = Self.cd(faults: ["event reset at-second 0"])
        #expect(Self.sense(target.execute([0x00]))?.asc == 0x29)
        #expect(Self.sense(target.execute([0x00])) == nil)
    }

    @Test func `commands that read nothing do not count for the events of the script`() {
        var target = Self.cd(faults: ["event remove at-command 2"])
        for _ in 0..<5 { #expect(Self.sense(target.execute([0x00])) == nil) }
        #expect(Self.sense(target.execute(Self.read(0x28, 0, 1))) == nil)
        #expect(Self.sense(target.execute(Self.read(0x28, 0, 1)))?.faultKind == .noMedium)
        #expect(Self.sense(target.execute([0x00]))?.faultKind == .noMedium)
        #expect(Self.data(target.execute([0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8]))?[5] == 0)
    }

    @Test func `another disc has its own size and one track`() throws {
        var target = Self.cd(
            ["track data 500", "track audio rest"],
            faults: ["event change at-command 1 size=300"])
        #expect(Self.sense(target.execute(Self.read(0x28, 0, 1)))?.faultKind == .mediumChanged)
        #expect(Self.data(target.execute([0x25]))?[2...3] == [0x01, 0x2B])
        #expect(Self.data(target.execute([0x43, 0, 0, 0, 0, 0, 0, 0, 64]))?.count == 20)
    }

    @Test func `a hanging command is not answered, a drive that is gone not at all`() {
        var target = Self.cd(faults: ["hang 10 1", "event gone at-command 2"])
        #expect(target.execute(Self.read(0x28, 10, 1)) == .silence)
        #expect(target.execute(Self.read(0x28, 0, 1)) == .gone)
        #expect(target.execute([0x00]) == .gone)
        target.comeBack()
        #expect(Self.sense(target.execute([0x00]))?.asc == 0x29)
        #expect(Self.sense(target.execute([0x00])) == nil)
    }

    @Test func `a locked tray does not open`() {
        var target = Self.cd()
        let eject: [UInt8] = [0x1B, 0, 0, 0, 2, 0]
        _ = target.execute([0x1E, 0, 0, 0, 1, 0])
        #expect(
            Self.sense(target.execute(eject)) == Sense(key: 5, asc: 0x53, ascq: 0x02))
        _ = target.execute([0x1E, 0, 0, 0, 0, 0])
        #expect(Self.sense(target.execute(eject)) == nil)
        #expect(Self.sense(target.execute([0x00]))?.faultKind == .noMedium)
    }

    @Test func `the error recovery page is what was last selected`() throws {
        var target = Self.cd()
        let page: [UInt8] = [0x01, 0x0A, 0x24, 0x08, 0, 0, 0, 0, 0, 0, 0, 0]
        let selected = target.execute(
            [0x55, 0x10, 0, 0, 0, 0, 0, 0, 20, 0], dataOut: [0, 0, 0, 0, 0, 0, 0, 0] + page)
        #expect(Self.sense(selected) == nil)
        let sensed = try #require(Self.data(target.execute([0x5A, 0, 1, 0, 0, 0, 0, 0, 64])))
        #expect(Array(sensed[8...]) == page)
        let short = target.execute([0x15, 0x10, 0, 0, 4, 0], dataOut: [0, 0, 0, 0])
        #expect(Self.sense(short) == Sense(key: 5, asc: 0x26, ascq: 0))
    }

    @Test func `slow-only sectors are read after SET CD SPEED`() {
        var target = Self.cd(faults: ["slow-only 10 1 x=4"])
        #expect(Self.sense(target.execute(Self.read(0x28, 10, 1)))?.key == 3)
        // 4x is 706 of 1000 bytes/s.
        #expect(Self.sense(target.execute([0xBB, 0, 0x02, 0xC1, 0xFF, 0xFF])) == nil)
        #expect(Self.sense(target.execute(Self.read(0x28, 10, 1))) == nil)
    }

    static func cd(_ layout: [String] = [], faults: [String] = []) -> SimulatedTarget {
        target("CD-ROM", size: 1000, layout, faults: faults)
    }

    /// A drive with a disc of a script; a script with a mistake traps, it stands in the test.
    static func target(
        _ disc: String, size: Int, _ layout: [String], faults: [String] = []
    ) -> SimulatedTarget {
        let lines = ["disc \(disc)", "size \(size)", "content sparse"] + faults
        do {
            let script = try FaultScript(parsing: lines.joined(separator: "\n"))
            return SimulatedTarget(
                script,
                layout: try LayoutText.layout(
                    layout, profile: script.profile, sectorCount: size))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    static func read(_ operation: UInt8, _ lba: Int, _ count: Int) -> [UInt8] {
        let address = UInt32(lba).bigEndianBytes
        return operation == 0x28
            ? [operation, 0] + address + [0] + UInt16(count).bigEndianBytes + [0]
            : [operation, 0] + address + UInt32(count).bigEndianBytes + [0, 0]
    }

    static func data(_ outcome: SimulatedTarget.Outcome) -> [UInt8]? {
        guard case .reply(let reply) = outcome, reply.status == .good else { return nil }
        return reply.data
    }

    static func sense(_ outcome: SimulatedTarget.Outcome) -> Sense? {
        guard case .reply(let reply) = outcome else { return nil }
        return reply.sense
    }
}
