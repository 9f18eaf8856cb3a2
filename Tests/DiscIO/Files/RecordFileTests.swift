import DiscIO
import RescueCore
import Testing

@Suite struct RecordFileTests {
    /// A record in which nothing is left out.
    static let full: RipRecord = {
        let drive = DriveIdentity(vendor: "HL-DT-ST", product: "BD-RE \"X\" / ä", revision: "1.02")
        let description = DiscDescription(
            drive: drive, profile: .dvdROM,
            sizes: [.init(.readCapacity, sectorCount: 300), .init(.iso9660, sectorCount: 298)])
        let identity = DiscIdentity(
            sectorCount: 300,
            tracks: [Track(number: 1, session: 1, content: .data, range: SectorRange(0, 300))],
            witnesses: [16: [UInt8](repeating: 0, count: 2048)])
        var map = SectorMap(sectorCount: 300)
        map.mark(SectorRange(0, 290), as: .rescued)
        map.mark(SectorRange(290, 300), as: .unreadable)
        var sums = RunningSums()
        sums.update([UInt8]("123456789".utf8).span)
        var speeds = SpeedProfile(sectorCount: 300)
        speeds.noteRead(SectorRange(0, 48), took: .milliseconds(3), at: .milliseconds(3))
        speeds.noteError(at: 290, took: .seconds(1), at: .seconds(2))
        speeds.endRun(after: .seconds(2))
        var record = RipRecord(
            tool: .init(version: "0.1.0"), image: "disc.iso", state: .completeWithUnreadable,
            disc: .init(
                description, volumeLabel: "DEMO",
                extent: DiscExtent(
                    sectorCount: 300, exclusions: [.init(SectorRange(100, 120), .audio)]),
                fingerprint: .init(of: identity)),
            drive: .init(drive), policy: ["retries": "1", "speed": "max"],
            summary: .init(of: map),
            history: [
                .init(started: "2026-01-01T10:00:00+01:00"),
                .init(
                    started: "2026-01-01T11:00:00+01:00", ended: "2026-01-01T11:03:00+01:00",
                    seconds: 180.5, drive: .init(drive), readErrors: 3,
                    outcome: .completeWithUnreadable),
            ],
            sums: sums.finish())
        record.speeds = speeds
        return record
    }()

    private func error(_ text: String) -> RecordError? {
        do throws(RecordError) {
            _ = try RecordFile.record(from: [UInt8](text.utf8))
            return nil
        } catch {
            return error
        }
    }

    private func text(replacing old: String, with new: String) throws -> String {
        let text = String(decoding: RecordFile.text(of: Self.full), as: UTF8.self)
        try #require(text.contains(old))
        return text.replacing(old, with: new)
    }

    @Test func `a record is laid out for people and programs`() throws {
        try Golden.expect(RecordFile.text(of: Self.full), equal: "disc.iso.json")
    }

    @Test func `a record is read as it was written`() throws {
        let directory = try TemporaryFolder()
        let file = RecordFile(directory.path("a.json"), in: LinuxFileSystem())
        #expect(try file.load() == nil)
        try file.create(Self.full)
        #expect(try file.load() == Self.full)
        var least = Self.full
        least.drive = nil
        least.sums = nil
        least.disc.medium = nil
        least.speeds = nil
        try file.replace(with: least)
        #expect(try file.load() == least)
        #expect(throws: OutputError.self) { try file.create(least) }
    }

    @Test func `names that are not known are passed over`() throws {
        let text = try text(replacing: "\"schema\" : 1", with: "\"later\" : [1], \"schema\" : 1")
        #expect(error(text) == nil)
    }

    @Test(arguments: [
        ("\"sectorsPerPlace\" : 32", "\"sectorsPerPlace\" : 0"),
        ("\"sectors\" : \"32 16 ", "\"sectors\" : \"32 -16 "),
        ("\"sectors\" : \"32 16 ", "\"sectors\" : \"32 16 0 "),
        ("\"sectors\" : \"32 16 0*8", "\"sectors\" : \"32 16 0*511"),
        ("\"intervalMicroseconds\" : 125000", "\"intervalMicroseconds\" : 0"),
        ("\"microseconds\" : 2000000", "\"microseconds\" : -1"),
    ])
    func `speeds that make no sense are refused`(old: String, new: String) throws {
        guard case .wrongShape(let place) = error(try text(replacing: old, with: new)) else {
            Issue.record("it was read")
            return
        }
        #expect(place.hasPrefix("speeds."))
    }

    @Test func `what is not JSON is refused`() {
        for text in ["", "hello", "{", "[1", "\u{0}\u{1}", "{\"schema\": 1,}}"] {
            #expect(error(text) == .notJSON, "\(text)")
        }
        #expect(error(String(repeating: "[", count: 100_000)) == .notJSON)
        let bytes = [UInt8]([0xFF, 0xFE, 0x80])
        #expect(throws: RecordError.notJSON) { try RecordFile.record(from: bytes) }
    }

    @Test func `what has the wrong shape is refused, with the place`() throws {
        #expect(error("[]") == .wrongShape(place: "the whole"))
        #expect(error("{}") == .wrongShape(place: "schema"))
        #expect(error("{\"schema\": 1}") != nil)
        let cases = [
            ("\"rescued\" : 290", "\"rescued\" : \"many\"", "summary.rescued"),
            ("\"state\" : \"complete-with-unreadable\"", "\"state\" : \"x\"", "state"),
            ("\"sectorCount\" : 300,\n    \"sizes\"", "\"sizes\"", "disc.sectorCount"),
            (
                "\"sectorCount\" : 300,\n    \"sizes\"", "\"sectorCount\" : -1,\n    \"sizes\"",
                "disc.sectorCount"
            ),
            (
                "\"sectorCount\" : 300,\n    \"sizes\"",
                "\"sectorCount\" : 4611686018427387904,\n    \"sizes\"", "disc.sectorCount"
            ),
        ]
        for (old, new, place) in cases {
            #expect(error(try text(replacing: old, with: new)) == .wrongShape(place: place))
        }
    }

    @Test func `no number of a record is one that cannot be computed with`() throws {
        let merge = """
            "merge" : {"disagreeing" : {"majority" : 1, "preferred" : 2, "undecided" : 3},
            "disagreements" : [{"decision" : "majority", "firstLBA" : 4, "lastLBA" : 5}],
            "inputs" : [{"image" : "a.iso", "rescuedSectors" : 290, "takenSectors" : 1}],
            "seconds" : 2.5, "started" : ""},
            "policy" :
            """
        let text = String(decoding: RecordFile.text(of: Self.withEverything), as: UTF8.self)
            .replacing("\"policy\" :", with: merge)
        #expect(error(text) == nil)
        let numbers = text.matches(of: #/" : (\d[\d.]*)/#).map { $0.1.startIndex..<$0.1.endIndex }
        // The sums are the numbers that a record is full of; these are all others.
        #expect(numbers.count > 40)
        for place in numbers {
            for number in ["-1", "9223372036854775807", "-9223372036854775808", "1e300"] {
                var changed = text
                changed.replaceSubrange(place, with: number)
                let line = changed[..<place.lowerBound].split(separator: "\n").last ?? ""
                #expect(error(changed) != nil, "\(line)\(number)")
            }
        }
    }

    /// A record that has every number that any record can have.
    private static let withEverything: RipRecord = {
        var record = full
        record.disc.noteFormTwo([SectorRange(130, 140)])
        record.summary.excluded = 20
        record.volumeSums = record.sums.map { VolumeSums(sectorCount: 298, sums: $0) }
        record.chunkSums = ChunkSums(sums: [1])
        var verification = RipRecord.Verification(
            started: "", seconds: 3, against: ["disc"], verdict: "different",
            findings: [.init(kind: "image-changed", firstLBA: 3, lastLBA: 5)])
        verification.identicalSectors = 280
        verification.unreadableSectors = 2
        record.verifications = [verification]
        return record
    }()

    @Test func `a newer record is refused, with the version that wrote it`() throws {
        let error = error("{\"schema\": 2, \"tool\": {\"version\": \"3.1\"}, \"x\": 0}")
        #expect(error == .newerSchema(schema: 2, version: "3.1"))
        #expect(error?.description.contains("isorip 3.1") == true)
    }

    @Test func `a file too large for a record is not read to its end`() throws {
        let directory = try TemporaryFolder()
        let system = LinuxFileSystem()
        let file = try system.open(directory.path("a.json"), .creating)
        try system.resize(file, to: 1 << 40)
        system.close(file)
        let error = #expect(throws: OutputError.self) {
            try RecordFile(directory.path("a.json"), in: system).load()
        }
        #expect(error?.reason == .badRecord(.tooLarge(limit: 16 << 20)))
    }
}
