import DiscIO
import RescueCore
import Testing

/// How a drive becomes ready, and why it may not.
@Suite struct DriveOpeningTests {
    private func error(_ script: DriveScript) -> DriveError? {
        do throws(DriveError) {
            _ = try script.open()
        } catch {
            return error
        }
        return nil
    }

    @Test func `a drive is waited for until it is ready`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 50)
        script.answers[0x00] = [
            .sense(.reset), .sense(.mediumChanged), .sense(.noMedium), .sense(.becomingReady),
            .sense(.needsStart), .sense(.becomingReady), .data([]),
        ]
        var pauses: [Duration] = []
        let drive = try Drive(
            over: ScriptedTransport(script: script), path: "/dev/sr9", pause: { pauses.append($0) })
        #expect(drive.sectorCount == 50)
        #expect(script.count(0x00) == 7 && script.count(0x1B) == 1)
        #expect(
            pauses.filter { $0 > .zero } == [
                .milliseconds(500), .milliseconds(500), .milliseconds(500),
            ])
    }

    @Test func `an empty drive, and one that never becomes ready, are told apart`() {
        let script = DriveScript.disc(.cdROM, sectorCount: 50)
        script.answers[0x00] = [.sense(.noMedium)]
        #expect(error(script) == .noDisc("/dev/sr9"))
        script.answers[0x00] = [.sense(.becomingReady)]
        #expect(error(script) == .notReady("/dev/sr9", .becomingReady))
        script.answers[0x00] = [.gone]
        #expect(error(script) == .gone("/dev/sr9"))
    }

    @Test func `what is no optical drive is refused before anything else is asked`() {
        let script = DriveScript.disc(.cdROM, sectorCount: 50)
        let answers: [DriveScript.Answer] = [
            .data(Bytes.inquiry(type: 0)), .failed(errno: 25), .data([]),
        ]
        for answer in answers {
            script.answers[0x12] = [answer]
            #expect(error(script) == .notAnOpticalDrive("/dev/sr9"))
        }
        #expect(script.count(0x00) == 0)
    }

    @Test func `unit attentions between two questions are passed over`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 50)
        script.answers[0x25] = [
            .sense(.mediumChanged), .sense(.reset), .data(Bytes.capacity(50)),
        ]
        let drive = try script.open()
        #expect(drive.sectorCount == 50)
    }

    @Test func `another look shows another disc`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 400)
        var drive = try script.open()
        let first = try drive.identify(reading: DiscIdentity.descriptorSectors)
        #expect(first.tracks == drive.disc.tracks && first.witnesses.count == 3)
        script.answers[0x25] = [.sense(.mediumChanged), .data(Bytes.capacity(399))]
        // News of a change is told once, so that what came before it can be doubted.
        let news = ReadFault(.mediumChanged, reading: SectorRange(0, 0), sense: .mediumChanged)
        #expect(throws: news) { try drive.identify(reading: []) }
        #expect(!first.matches(try drive.identify(reading: [])))
        script.answers[0x25] = [.data(Bytes.capacity(400))]
        script.sector = { SectorSourceContract.sector($0 + 1) }
        #expect(!first.matches(try drive.identify(reading: [16])))
        script.answers[0x43] = [.data(Bytes.toc([(1, true, 0), (2, true, 9)], leadOut: 400))]
        #expect(!first.matches(try drive.identify(reading: [])))
    }

    @Test func `a look tells the same tracks whether or not the drive tells sessions`() throws {
        let script = DriveScript.disc(.cdR, sectorCount: 90_000)
        let toc = Bytes.toc([(1, true, 0), (2, true, 51_400)], leadOut: 90_000)
        let full = Bytes.fullTOC([(1, 1, 0), (1, 0xA2, 40_000), (2, 2, 51_400)])
        script.answers[0x43] = [.data(toc), .data(full), .data(toc)]
        var drive = try script.open()
        #expect(drive.disc.sessionCount == 2)
        let first = try drive.identify(reading: [])
        script.answers[0x43] = [.data(toc), .sense(.invalidOpcode), .data(toc)]
        var later = try script.open()
        #expect(first.matches(try later.identify(reading: [])) && first.tracks.count == 2)
    }

    @Test func `a look at a drive that is gone or empty fails`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 400)
        var drive = try script.open()
        script.answers[0x28] = [.gone]
        #expect(throws: ReadFault(.deviceGone, reading: SectorRange(16, 17))) {
            try drive.identify(reading: [16])
        }
        script.answers[0x25] = [.sense(.noMedium)]
        #expect(throws: ReadFault(.noMedium, reading: SectorRange(0, 0), sense: .noMedium)) {
            try drive.identify(reading: [])
        }
        script.answers[0x25] = [.data([])]
        #expect(throws: ReadFault(.unproven, reading: SectorRange(0, 0))) {
            try drive.identify(reading: [])
        }
    }
}
