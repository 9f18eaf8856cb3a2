import DiscIO
import RescueCore
import Testing

@Suite struct CdioImageTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func cue(
        _ tracks: String, file: String = "disc.bin", data: [UInt8]
    ) throws -> String {
        try folder.write("disc.bin", data)
        return try folder.write("disc.cue", Array("FILE \"\(file)\" BINARY\n\(tracks)".utf8))
    }

    private func error(_ path: String) -> ImageError? {
        do throws(ImageError) {
            _ = try CdioImage(path)
        } catch {
            return error
        }
        return nil
    }

    private static let mode1 = "  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"

    @Test func `a MODE1/2352 image keeps the contract of a source`() throws {
        let contract = SectorSourceContract(sectorCount: 61)
        var image = try CdioImage(cue(Self.mode1, data: RawDisc.file(61, RawDisc.mode1)))
        contract.check(&image)
        #expect(
            image.disc.tracks == [
                Track(number: 1, session: 1, content: .data, range: SectorRange(0, 61))
            ])
    }

    @Test func `a MODE2/2352 image gives Form 1, and refuses Form 2 as a drive does`() throws {
        let data = RawDisc.file(40) { RawDisc.mode2($0, isForm2: $0 == 30) }
        let contract = SectorSourceContract(sectorCount: 40, unreadable: [30])
        var image = try CdioImage(
            cue("TRACK 1 MODE2/2352\r\nINDEX 1 00:00:00\r\n", data: data))
        contract.check(&image)
    }

    @Test func `audio tracks and their pregaps are no data`() throws {
        let tracks =
            Self.mode1 + """
                  TRACK 02 AUDIO
                    INDEX 00 00:00:30
                    INDEX 01 00:00:40
                """
        let data = RawDisc.file(50) { $0 < 30 ? RawDisc.mode1($0) : RawDisc.audio($0) }
        let contract = SectorSourceContract(sectorCount: 50, unreadable: Set(30..<50))
        var image = try CdioImage(cue(tracks, data: data))
        contract.check(&image)
        #expect(image.disc.tracks.map(\.range) == [SectorRange(0, 30), SectorRange(40, 50)])
    }

    @Test func `a TOC file is read where libcdio finds its data, and refused elsewhere`() throws {
        let contract = SectorSourceContract(sectorCount: 20)
        let data = try folder.write("raw.bin", RawDisc.file(20, RawDisc.mode1))
        let path = try folder.write(
            "disc.toc", Array("CD_ROM\nTRACK MODE1_RAW\nDATAFILE \"\(data)\" // all\n".utf8))
        var image = try CdioImage(path)
        contract.check(&image)
        let relative = try folder.write(
            "other.toc", Array("CD_ROM\nTRACK MODE1_RAW\nFILE \"raw.bin\" 00:00:00\n".utf8))
        #expect(error(relative)?.description.contains("working directory") == true)
    }

    @Test func `what libcdio reads wrongly is refused before it is read`() throws {
        let data = RawDisc.file(4, RawDisc.mode1)
        let cases = [
            ("TRACK 1 MODE1/2048\nINDEX 1 0:0:0", "plain image"),
            ("TRACK 1 MODE2/2336\nINDEX 1 0:0:0", "MODE2/2336"),
            (Self.mode1 + "FILE \"b.bin\" BINARY\nTRACK 2 AUDIO\nINDEX 1 0:0:0", "one data file"),
            (Self.mode1 + "TRACK 2 AUDIO\nPREGAP 0:2:0\nINDEX 1 0:0:2", "gaps"),
            (Self.mode1 + "TRACK 2 AUDIO\nINDEX 1 0:0:9", "beyond the end"),
        ]
        for (tracks, words) in cases {
            let sentence = error(try cue(tracks, data: data))?.description ?? ""
            #expect(sentence.contains(words), "\(tracks): \(sentence)")
        }
    }

    @Test func `a data file that libcdio would not look for is refused`() throws {
        let data = RawDisc.file(4, RawDisc.mode1)
        let other = try folder.write("other.bin", data)
        let path = try cue(Self.mode1, file: "other.bin", data: data)
        #expect(error(path)?.description.contains("same name") == true)
        #expect(
            error(try cue(Self.mode1, file: "gone.bin", data: data))
                == .notFound("\(folder.path)/gone.bin"))
        #expect(error(try cue(Self.mode1, file: "DISC.BIN", data: data)) == nil)
        #expect(error(try cue(Self.mode1, file: folder.path + "/disc.bin", data: data)) == nil)
        let renamed = try folder.write(
            "disc.Cue", Array("FILE \"\(other)\" BINARY\n\(Self.mode1)".utf8))
        #expect(error(renamed)?.description.contains(".cue") == true)
    }

    @Test func `an image of audio only is refused`() throws {
        let path = try cue("TRACK 1 AUDIO\nINDEX 1 0:0:0", data: RawDisc.file(4, RawDisc.audio))
        #expect(error(path) == .audioOnly(path))
    }

    @Test func `a data file that is empty, cut off or too large is refused`() throws {
        #expect(error(try cue(Self.mode1, data: [])) == .empty("\(folder.path)/disc.bin"))
        let cut = try cue(Self.mode1, data: [UInt8](repeating: 0, count: 2352 + 7))
        #expect(
            error(cut)
                == .partialSector("\(folder.path)/disc.bin", trailingBytes: 7, sectorSize: 2352))
        try SparseFile.truncate("\(folder.path)/disc.bin", byteCount: 913_047 * 2352)
        #expect(error(cut)?.description.contains("2 GiB") == true)
    }

    @Test func `the last sector below 2 GiB is read rightly`() throws {
        let path = try cue(Self.mode1, data: RawDisc.file(1, RawDisc.mode1))
        let last = 913_045
        try SparseFile.truncate("\(folder.path)/disc.bin", byteCount: (last + 1) * 2352)
        var image = try CdioImage(path)
        var bytes = [UInt8](repeating: 0xE5, count: Sector.size)
        var span = bytes.mutableSpan
        try image.read(ReadRequest(SectorRange(start: last, count: 1)), into: &span)
        #expect(image.sectorCount == last + 1)
        #expect(bytes == [UInt8](repeating: 0, count: Sector.size))
    }

    @Test func `a data file that became shorter is noticed`() throws {
        let path = try cue(Self.mode1, data: RawDisc.file(1000, RawDisc.mode1))
        var image = try CdioImage(path)
        let before = try image.identify(reading: [])
        try SparseFile.truncate("\(folder.path)/disc.bin", byteCount: 500 * 2352)
        let range = SectorRange(start: 800, count: 1)
        #expect(throws: ReadFault(.unproven, reading: range, at: 800)) {
            var bytes = [UInt8](repeating: 0xE5, count: Sector.size)
            var span = bytes.mutableSpan
            try image.read(ReadRequest(range), into: &span)
        }
        #expect(!before.matches(try image.identify(reading: [])))
    }
}
