import DiscIO
import RescueCore
import Testing

/// What is learnt of discs of all kinds when a drive is opened.
@Suite struct DiscInspectionTests {
    private typealias Claim = DiscDescription.SizeClaim

    private func disc(_ script: DriveScript) throws -> DiscDescription {
        let drive = try script.open()
        return drive.disc
    }

    @Test func `a CD-ROM tells its name, profile, status, sizes and track`() throws {
        let disc = try disc(.disc(.cdROM, sectorCount: 302))
        #expect(
            disc
                == DiscDescription(
                    drive: DriveIdentity(vendor: "ACME", product: "BD-RE XQ-99", revision: "1.07"),
                    profile: .cdROM, status: .complete,
                    sizes: [
                        Claim(.readCapacity, sectorCount: 302),
                        Claim(.trackInformation, sectorCount: 302),
                        Claim(.leadOut, sectorCount: 302),
                    ],
                    tracks: [
                        Track(number: 1, session: 1, content: .data, range: SectorRange(0, 302))
                    ]))
    }

    @Test func `every size is told, also where they differ`() throws {
        let script = DriveScript.disc(.cdR, sectorCount: 1002)
        script.answers[0x52] = [.data(Bytes.trackInformation(1, session: 1, start: 0, size: 1000))]
        script.answers[0x43] = [.data(Bytes.toc([(1, true, 0)], leadOut: 1152))]
        #expect(try disc(script).sizes.map(\.sectorCount) == [1002, 1000, 1152])
        let drive = try script.open()
        #expect(drive.sectorCount == 1002)
    }

    @Test func `a blank disc opens with no sectors`() throws {
        let script = DriveScript.disc(.cdR, sectorCount: 1)
        script.answers[0x51] = [.data(Bytes.discInformation(status: 0, sessions: 1, lastTrack: 1))]
        script.answers[0x25] = [.sense(Sense(key: 5, asc: 0x64, ascq: 0))]
        script.answers[0x43] = [.sense(Sense(key: 5, asc: 0x24, ascq: 0))]
        let drive = try script.open()
        #expect(drive.disc.status == .blank)
        #expect(drive.sectorCount == 0 && drive.disc.tracks.isEmpty)
    }

    @Test func `an audio disc opens and is known as one`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 20_000)
        script.answers[0x43] = [
            .data(Bytes.toc([(1, false, 0), (2, false, 900)], leadOut: 20_000))
        ]
        let disc = try disc(script)
        #expect(disc.isAudioOnly)
        #expect(disc.tracks.map(\.content) == [.audio, .audio])
    }

    @Test(arguments: [DiscProfile.dvdROM, .dvdPlusR, .bdROM])
    func `a DVD or a Blu-ray whose TOC lacks the data bit is data`(profile: DiscProfile) throws {
        let script = DriveScript.disc(profile, sectorCount: 20_000)
        script.answers[0x43] = [.data(Bytes.toc([(1, false, 0)], leadOut: 20_000))]
        var drive = try script.open()
        #expect(!drive.disc.isAudioOnly)
        #expect(drive.disc.tracks.map(\.content) == [.data])
        #expect(try drive.identify(reading: []).tracks == drive.disc.tracks)
    }

    @Test func `a track that ends where no LBA leads to is left out of account`() throws {
        let script = DriveScript.disc(.dvdROM, sectorCount: 20_000)
        let last = 1 << 32 - 1
        script.answers[0x52] = [
            .data(Bytes.trackInformation(1, session: 1, start: last, size: last))
        ]
        var drive = try script.open()
        #expect(drive.disc.sizes.map(\.sectorCount) == [20_000, 20_000])
        let extent = try ExtentProbe(drive.disc, volumeSectors: nil).extent(of: &drive)
        #expect(extent.sectorCount == 20_000)
    }

    @Test func `a mixed-mode CD has data and audio tracks`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 20_000)
        script.answers[0x43] = [
            .data(Bytes.toc([(1, true, 0), (2, false, 15_000)], leadOut: 20_000))
        ]
        let disc = try disc(script)
        #expect(!disc.isAudioOnly)
        #expect(disc.tracks.map(\.content) == [.data, .audio])
    }

    @Test func `a multisession CD has its sessions from the full TOC`() throws {
        let script = DriveScript.disc(.cdR, sectorCount: 90_000)
        script.answers[0x51] = [.data(Bytes.discInformation(status: 1, sessions: 3, lastTrack: 3))]
        script.answers[0x43] = Self.twoSessions
        script.answers[0x52] = [
            .data(Bytes.trackInformation(3, session: 3, start: 101_400, size: 9, isBlank: true)),
            .data(Bytes.trackInformation(2, session: 2, start: 51_400, size: 38_600)),
        ]
        let disc = try disc(script)
        #expect(disc.status == .appendable && disc.sessionCount == 2)
        #expect(disc.tracks.map(\.range) == [SectorRange(0, 40_000), SectorRange(51_400, 90_000)])
        #expect(disc.sizes.contains(Claim(.trackInformation, sectorCount: 90_000)))
    }

    private static let twoSessions: [DriveScript.Answer] = [
        .data(Bytes.toc([(1, true, 0), (2, true, 51_400)], leadOut: 90_000)),
        .data(Bytes.fullTOC([(1, 1, 0), (1, 0xA2, 40_000), (2, 2, 51_400), (2, 0xA2, 90_000)])),
    ]

    @Test func `without a full TOC, sessions come from the tracks themselves`() throws {
        let script = DriveScript.disc(.dvdPlusR, sectorCount: 90_000)
        script.answers[0x51] = [.data(Bytes.discInformation(status: 2, sessions: 2, lastTrack: 2))]
        script.answers[0x43] = [Self.twoSessions[0]]
        script.answers[0x52] = [
            .data(Bytes.trackInformation(2, session: 2, start: 51_400, size: 38_600)),
            .data(Bytes.trackInformation(1, session: 1, start: 0, size: 40_000)),
            .data(Bytes.trackInformation(2, session: 2, start: 51_400, size: 38_600)),
        ]
        #expect(try disc(script).tracks.map(\.session) == [1, 2])
    }

    @Test func `a protected DVD-9 tells both layers and CSS`() throws {
        let half = 2_086_912
        let end = 0x03_0000 + half - 1
        let script = DriveScript.disc(.dvdROM, sectorCount: 2 * half)
        script.answers[0xAD] = [
            .data(
                Bytes.physicalFormat(
                    layers: 2, isOpposite: true, start: 0x03_0000,
                    end: (~end & 0xFF_FFFF) + half - 1, endOfLayer0: end)),
            .data(Bytes.copyright(1)),
        ]
        let disc = try disc(script)
        #expect(disc.sizes.allSatisfy { $0.sectorCount == 4_173_824 })
        #expect(disc.sizes.last?.source == .physicalFormat)
        #expect(disc.protection == .css)
    }

    @Test(arguments: [12_219_392, 24_438_784, 48_878_592, 62_500_864])
    func `a Blu-ray of any size keeps all its sectors`(sectorCount: Int) throws {
        let disc = try disc(.disc(.bdROM, sectorCount: sectorCount))
        #expect(disc.sizes.map(\.sectorCount) == [sectorCount, sectorCount, sectorCount])
        #expect(disc.tracks.map(\.range) == [SectorRange(0, sectorCount)])
    }

    @Test func `a CD without a readable TOC is refused, a DVD is not`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 500)
        script.answers[0x43] = [.sense(Sense(key: 3, asc: 0x11, ascq: 0))]
        #expect(throws: DriveError.unreadableTOC("/dev/sr9")) { try self.disc(script) }
        script.answers[0x46] = [.data(Bytes.configuration(0x10))]
        #expect(try disc(script).tracks.isEmpty)
    }

    @Test func `a disc of unknown size is refused`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 500)
        let answers: [DriveScript.Answer] = [
            .data([]), .sense(Sense(key: 3, asc: 2, ascq: 0)), .data([255, 255, 255, 255]),
        ]
        for answer in answers {
            script.answers[0x25] = [answer]
            #expect(throws: DriveError.unreadableCapacity("/dev/sr9")) { try self.disc(script) }
        }
    }

    @Test func `a drive that knows nothing but the size and the TOC is enough`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 500)
        for opcode: UInt8 in [0x46, 0x51, 0x52, 0xAD] { script.answers[opcode] = nil }
        let disc = try disc(script)
        #expect(disc.profile == nil && disc.status == nil)
        #expect(disc.sizes.map(\.sectorCount) == [500, 500])
        script.answers[0x43] = nil
        #expect(try self.disc(script).sizes.map(\.sectorCount) == [500])
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `garbage for answers neither traps nor hangs`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let script = DriveScript.disc(.cdROM, sectorCount: 500)
        for opcode: UInt8 in [0x12, 0x25, 0x43, 0x46, 0x51, 0x52, 0xAD]
        where Int.random(in: 0..<3, using: &random) == 0 {
            let length = Int.random(in: 0...64, using: &random)
            var bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            if opcode == 0x12, length > 4 { bytes[0] = 5 }
            if length > 2 { bytes[0] = opcode == 0x12 ? 5 : 0 }
            script.answers[opcode] = [.data(bytes)]
        }
        let isOpen = (try? script.open()) != nil
        #expect(script.commands.count < 500)
        #expect(!isOpen || script.count(0x25) > 0 || script.count(0x51) > 0)
    }
}
