import DiscIO
import RescueCore
import Testing

/// The whole drive on scripted answers: what it learns, and what it makes of failures.
@Suite struct DriveTests {
    private func read(
        _ drive: inout Drive, _ range: SectorRange, fromMedium: Bool = false
    ) -> Result<[UInt8], ReadFault> {
        var bytes = [UInt8](repeating: 0xE5, count: range.byteCount)
        var span = bytes.mutableSpan
        do throws(ReadFault) {
            try drive.read(ReadRequest(range, fromMedium: fromMedium), into: &span)
        } catch {
            return .failure(error)
        }
        return .success(bytes)
    }

    private func content(_ range: SectorRange) -> [UInt8] {
        (range.start..<range.end).flatMap(SectorSourceContract.sector)
    }

    @Test(arguments: [nil, 1, 7, 30, 60] as [Int?])
    func `a drive keeps the contract of a source`(transferLimit: Int?) throws {
        let script = DriveScript.disc(.dvdROM, sectorCount: 161)
        var drive = try script.open(transferLimit: transferLimit)
        SectorSourceContract(sectorCount: 161).check(&drive)
    }

    @Test func `a damaged disc keeps the contract of a source`() throws {
        let bad: Set<LBA> = [16, 31, 32, 100]
        let script = DriveScript.disc(.dvdROM, sectorCount: 161)
        script.unreadable = bad
        var drive = try script.open()
        SectorSourceContract(sectorCount: 161, unreadable: bad).check(&drive)
    }

    @Test func `no command is longer than the device takes`() throws {
        let script = DriveScript.disc(.bdROM, sectorCount: 200)
        var drive = try script.open(transferLimit: 30)
        #expect(drive.transferLimit == 30)
        #expect(try read(&drive, SectorRange(5, 105)).get() == content(SectorRange(5, 105)))
        let lengths = script.commands.filter { $0.opcode == 0x28 }.map(\.responseLength)
        #expect(lengths == [30, 30, 30, 10].map { $0 * Sector.size })
    }

    @Test func `sectors past 4 GiB are asked for by their own addresses`() throws {
        let script = DriveScript.disc(.bdROM, sectorCount: 24_438_784)
        var drive = try script.open()
        for start in [2_097_120, 2_097_152, 4_194_304, 24_438_752] {
            let range = SectorRange(start: start, count: 32)
            #expect(try read(&drive, range).get() == content(range))
        }
        #expect(drive.sectorCount * Sector.size == 50_050_629_632)
    }

    @Test func `a success whose bytes did not arrive is unproven`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        let range = SectorRange(start: 10, count: 16)
        for count in [0, 1, 8, Sector.size, 15 * Sector.size, 16 * Sector.size - 8] {
            script.answers[0x28] = [.data(Array(content(range).prefix(count)))]
            #expect(read(&drive, range) == .failure(ReadFault(.unproven, reading: range)))
        }
    }

    @Test func `a success after more than half a minute is a time-out`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        script.answers[0x28] = [.sectors(after: .seconds(60))]
        let range = SectorRange(0, 4)
        #expect(read(&drive, range) == .failure(ReadFault(.timedOut, reading: range)))
    }

    @Test func `a recovered error with all its data is data, without it is not`() throws {
        let recovered = Sense(key: 1, asc: 0x18, ascq: 2, information: 3)
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        let range = SectorRange(2, 6)
        script.answers[0x28] = [.senseAfter(recovered, content(range))]
        #expect(try read(&drive, range).get() == content(range))
        script.answers[0x28] = [.senseAfter(recovered, content(SectorRange(2, 5)))]
        #expect(read(&drive, range) == .failure(ReadFault(.unproven, reading: range)))
    }

    @Test func `a fault in a later command is of the whole request`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        script.unreadable = [70]
        var drive = try script.open()
        let range = SectorRange(0, 100)
        let sense = Sense(key: 3, asc: 0x11, ascq: 5, information: 70)
        let fault = ReadFault(.mediumError, reading: range, at: 70, sense: sense)
        #expect(read(&drive, range) == .failure(fault))
    }

    @Test func `unit attention and loss of the device reach the caller of a read`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        let range = SectorRange(0, 1)
        let answers: [(DriveScript.Answer, ReadFault.Kind)] = [
            (.sense(.mediumChanged), .mediumChanged), (.sense(.reset), .deviceReset),
            (.sense(.noMedium), .noMedium), (.sense(.becomingReady), .notReady),
            (.gone, .deviceGone),
            (.failed(errno: 19), .deviceGone), (.failed(errno: 5), .hardwareError),
            (.sense(Sense(key: 5, asc: 0x64, ascq: 0)), .wrongTrackType),
            (.sense(Sense(key: 5, asc: 0x6F, ascq: 3)), .protected),
            (.sense(Sense(key: 5, asc: 0x21, ascq: 0)), .outOfRange),
        ]
        for (answer, kind) in answers {
            script.answers[0x28] = [answer]
            guard case .failure(let fault) = read(&drive, range) else {
                Issue.record("\(kind) was not noticed")
                continue
            }
            #expect(fault.kind == kind && fault.range == range)
        }
    }

    @Test func `a command that a deferred error kept from running is sent again`() throws {
        let old = Sense(key: 3, asc: 0x0C, ascq: 0)
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        let range = SectorRange(0, 1)
        script.answers[0x28] = [.deferred(old), .sectors(after: .zero)]
        #expect(try read(&drive, range).get() == content(range))
        script.answers[0x28] = [.deferred(old)]
        #expect(
            read(&drive, range)
                == .failure(ReadFault(.hardwareError, reading: range, sense: old)))
    }

    @Test func `only requests for the medium itself have the FUA bit`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        _ = read(&drive, SectorRange(0, 1))
        _ = read(&drive, SectorRange(0, 1), fromMedium: true)
        let flags = script.commands.filter { $0.opcode == 0x28 }.map { $0.bytes[1] }
        #expect(flags == [0, 8])
    }

    @Test func `a drive that does not know the FUA bit is read without it`() throws {
        let invalidField = Sense(key: 5, asc: 0x24, ascq: 0)
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        let range = SectorRange(0, 1)
        script.answers[0x28] = [.sense(invalidField)]
        #expect(
            read(&drive, range, fromMedium: true)
                == .failure(ReadFault(.commandRejected, reading: range, sense: invalidField)))
        script.answers[0x28] = [.sense(invalidField), .sectors(after: .zero)]
        let before = script.commands.count
        #expect(try read(&drive, range, fromMedium: true).get() == content(range))
        #expect(try read(&drive, range, fromMedium: true).get() == content(range))
        #expect(script.commands.dropFirst(before).map { $0.bytes[1] } == [8, 0, 0])
    }

    @Test func `sectors that READ(10) cannot name are out of range`() throws {
        let script = DriveScript.disc(.bdROM, sectorCount: 100)
        var drive = try script.open()
        let before = script.commands.count
        let limit = 1 << 32
        let range = SectorRange(limit - 1, limit + 1)
        #expect(read(&drive, range) == .failure(ReadFault(.outOfRange, reading: range, at: limit)))
        #expect(script.commands.count == before)
    }

    @Test func `speed is sent in kilobytes per second of the medium`() throws {
        let cases: [(DiscProfile, Double?, [UInt8])] = [
            (.cdROM, 4, [0x02, 0xC2]), (.dvdROM, 8, [0x2B, 0x48]), (.bdROM, 2, [0x23, 0x1F]),
            (.bdROM, 16, [0xFF, 0xFF]), (.cdROM, nil, [0xFF, 0xFF]),
            (.cdROM, -1, [0, 1]), (.cdROM, 1e300, [0xFF, 0xFF]),
        ]
        for (profile, multiple, bytes) in cases {
            let script = DriveScript.disc(profile, sectorCount: 100)
            var drive = try script.open()
            try drive.setSpeed(multiple)
            #expect(script.commands.last.map { Array($0.bytes[2..<4]) } == bytes)
        }
    }

    @Test func `the tray is let go before it is opened, if this drive locked it`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        var drive = try script.open()
        try drive.eject()
        #expect(script.count(0x1E) == 0)
        try drive.setTrayLocked(true)
        try drive.eject()
        #expect(
            script.commands.suffix(3) == [.preventRemoval(true), .preventRemoval(false), .eject])
    }

    @Test func `without write access, speed and lock are refused and reading goes on`() throws {
        let script = DriveScript.disc(.cdROM, sectorCount: 100)
        script.answers[0xBB] = [.failed(errno: 1)]
        script.answers[0x1E] = [.failed(errno: 1)]
        var drive = try script.open()
        let refused = ReadFault(.commandRejected, reading: SectorRange(0, 0))
        #expect(throws: refused) { try drive.setSpeed(1) }
        #expect(throws: refused) { try drive.setTrayLocked(true) }
        #expect(refused.description == "command rejected by the drive")
        #expect(try read(&drive, SectorRange(0, 2)).get() == content(SectorRange(0, 2)))
    }
}
