import DiscIO
import RescueCore
import Testing

/// The change from the quick transport to the careful one, on two scripted drives.
@Suite struct AutomaticTransportTests {
    private let range = SectorRange(start: 10, count: 16)

    /// What the two drives are asked, and what the user is told.
    private final class Desk {
        let quick = DriveScript.disc(.cdROM, sectorCount: 100)
        let careful = DriveScript.disc(.cdROM, sectorCount: 100)
        var refusal: DriveError?
        var openings = 0
        var changes: [TransportChange] = []

        func drive() throws(DriveError) -> Drive {
            let transport = AutomaticTransport(
                quick: ScriptedTransport(script: quick),
                onChange: { self.changes.append($0) },
                openCareful: { () throws(DriveError) in
                    self.openings += 1
                    if let refusal = self.refusal { throw refusal }
                    return ScriptedTransport(script: self.careful)
                })
            return try Drive(over: transport, path: "/dev/sr9", pause: { _ in })
        }
    }

    private func read(_ drive: inout Drive, _ range: SectorRange? = nil) -> ReadFault.Kind? {
        let range = range ?? self.range
        var bytes = [UInt8](repeating: 0, count: range.byteCount)
        var span = bytes.mutableSpan
        do throws(ReadFault) {
            try drive.read(ReadRequest(range), into: &span)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test func `what goes well, and what the drive explains, stays with the quick one`() throws {
        let desk = Desk()
        var drive = try desk.drive()
        let medium = Sense(key: 3, asc: 0x11, ascq: 5)
        #expect(read(&drive) == nil)
        for answer in [
            .sense(medium), .sense(.mediumChanged), .deferred(medium), .failed(errno: 1),
            .failed(errno: 123), .sectors(after: .seconds(30)),
        ] as [DriveScript.Answer] {
            desk.quick.answers[0x28] = [answer]
            _ = read(&drive)
        }
        #expect(desk.changes == [] && desk.openings == 0 && desk.careful.commands == [])
    }

    @Test(
        arguments: [
            (.sectors(after: .seconds(31)), .late, .timedOut),
            (.data([]), .incomplete, .unproven),
            (.data([UInt8](repeating: 1, count: 15 * Sector.size)), .incomplete, .unproven),
            (.failed(errno: 5), .unexplained, .hardwareError),
            (.failed(errno: 110), .unexplained, .timedOut),
        ] as [(DriveScript.Answer, TransportChange.Reason, ReadFault.Kind)])
    func `after the first suspicion all commands go to the careful one`(
        answer: DriveScript.Answer, reason: TransportChange.Reason, kind: ReadFault.Kind
    ) throws {
        let desk = Desk()
        var drive = try desk.drive()
        desk.quick.answers[0x28] = [answer]
        #expect(read(&drive) == kind)
        #expect(desk.changes == [TransportChange(reason)])
        let before = desk.quick.commands.count
        desk.careful.answers[0x28] = [.failed(errno: 5), .sectors(after: .zero)]
        #expect(read(&drive) == .hardwareError)
        #expect(read(&drive) == nil)
        #expect(desk.quick.commands.count == before)
        #expect(desk.careful.count(0x28) == 2)
        #expect(desk.openings == 1 && desk.changes.count == 1)
    }

    @Test func `where SG_IO is refused, all goes on as before, and it is said once`() throws {
        let desk = Desk()
        desk.refusal = .refusesSG("/dev/sr9", errno: 1)
        var drive = try desk.drive()
        desk.quick.answers[0x28] = [.failed(errno: 5), .failed(errno: 5), .sectors(after: .zero)]
        #expect(read(&drive) == .hardwareError)
        #expect(read(&drive) == .hardwareError)
        #expect(read(&drive) == nil)
        #expect(desk.openings == 1 && desk.careful.commands == [])
        #expect(desk.changes == [TransportChange(.unexplained, isRefused: true)])
    }

    @Test func `a remark is one line that says what happened and what is done`() {
        #expect(
            "\(TransportChange(.late))"
                == "a command took longer than any drive needs; reading goes on by SG_IO")
        #expect(
            "\(TransportChange(.incomplete, isRefused: true))" == """
                a read was called a success without its data; SG_IO is refused, so reading goes \
                on through libcdio
                """)
    }
}
