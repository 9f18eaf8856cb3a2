import DiscIO
import RescueCore
import Testing

/// Sheets that are nonsense: every one is refused with a typed error, none reaches libcdio.
@Suite struct SheetTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func error(_ name: String, _ text: String) throws -> ImageError? {
        try folder.write("disc.bin", [UInt8](repeating: 0, count: 10 * 2352))
        let path = try folder.write(name, Array(text.utf8))
        do throws(ImageError) {
            _ = try CdioImage(path)
        } catch {
            return error
        }
        return nil
    }

    @Test(
        arguments: [
            "", "\n\n", "nonsense", "FILE", "FILE \"disc.bin\" BINARY", "TRACK 1 MODE1/2352",
            "FILE disc.bin BINARY\nTRACK", "FILE disc.bin BINARY\nTRACK 0 AUDIO",
            "FILE disc.bin BINARY\nTRACK 100 AUDIO", "FILE disc.bin BINARY\nTRACK 1 AUDIO",
            "FILE disc.bin BINARY\nINDEX 1 0:0:0",
            "FILE disc.bin BINARY\nTRACK 1 MODE1/2352\nINDEX 1 0:0:75",
            "FILE disc.bin BINARY\nTRACK 1 MODE1/2352\nINDEX 1 -1:0:0",
            "FILE disc.bin BINARY\nTRACK 1 MODE1/2352\nINDEX 1 99999999999999999999:0:0",
            "FILE disc.bin BINARY\nTRACK 2 MODE1/2352\nINDEX 1 0:0:0\nTRACK 1 AUDIO\nINDEX 1 0:0:3",
            """
            FILE disc.bin BINARY
            TRACK 1 MODE1/2352
            INDEX 1 0:0:5
            TRACK 2 AUDIO
            INDEX 1 0:0:3
            """,
        ])
    func `a malformed cue sheet is refused with the line`(text: String) throws {
        guard case .malformedSheet(_, let line, _) = try error("disc.cue", text) else {
            Issue.record("not refused as malformed: \(text)")
            return
        }
        #expect((1...5).contains(line))
    }

    @Test(
        arguments: [
            "TRACK MODE1\nDATAFILE \"disc.bin\"", "TRACK MODE2_FORM1\nDATAFILE \"disc.bin\"",
            "TRACK MODE1_RAW\nDATAFILE \"disc.bin\" 00:01:00",
            "TRACK MODE1_RAW\nDATAFILE \"disc.bin\" #2352",
            "TRACK MODE1_RAW\nFILE \"disc.bin\" 00:00:10",
            "TRACK MODE1_RAW\nDATAFILE \"disc.bin\"\nTRACK AUDIO\nFILE \"disc.bin\" 0",
            "TRACK MODE1_RAW\nPREGAP 00:02:00\nDATAFILE \"disc.bin\"",
        ])
    func `a TOC file that libcdio reads wrongly is refused`(text: String) throws {
        guard case .unsupportedSheet = try error("disc.toc", "CD_ROM\n" + text) else {
            Issue.record("not refused: \(text)")
            return
        }
    }

    @Test func `a sheet of many megabytes is not read`() throws {
        let error = try error("disc.cue", String(repeating: "REM x\n", count: 1 << 18))
        #expect(error?.description.contains("too large") == true)
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `no random sheet traps`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let words = [
            "FILE", "TRACK", "INDEX", "PREGAP", "\"disc.bin\"", "BINARY", "1", "2", "99", "AUDIO",
            "MODE1/2352", "MODE1/2048", "0:0:0", "00:00:05", "\"", "\n", "\n", "\n", "\u{0}", "é",
        ]
        let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
            words.randomElement(using: &random) ?? ""
        }.joined(separator: " ")
        if let error = try error("disc.cue", text) {
            #expect(!error.description.isEmpty)
        }
    }

    @Test func `every error is one sentence that names the file`() {
        let all: [ImageError] = [
            .notFound("/x.iso"), .isDirectory("/x.iso"), .notAFile("/x.iso"),
            .permissionDenied("/x.iso"), .empty("/x.iso"),
            .partialSector("/x.iso", trailingBytes: 5, sectorSize: 2048),
            .malformedSheet("/x.iso", line: 3, reason: "FILE without a name"),
            .unsupportedSheet("/x.iso", reason: "no"), .audioOnly("/x.iso"), .refused("/x.iso"),
            .system("/x.iso", errno: 5),
        ]
        let sentences = all.map(\.description)
        #expect(Set(sentences).count == all.count)
        #expect(sentences.allSatisfy { $0.hasPrefix("/x.iso") && !$0.contains("\n") })
    }
}
