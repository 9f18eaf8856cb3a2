import Foundation
import RescueCore
import Testing

/// A map or a record that cannot be trusted is refused in one sentence, and nothing is changed.
@Suite struct BadCompanionTests {
    @Test(arguments: ["report", "ls", "verify"])
    func `how large a record says that the disc is costs no memory`(command: String) throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.iso", ISOBuilder(sectorCount: 100).disc.bytes)
        let count = 1_000_000_000
        try folder.write(
            "disc.iso.json",
            """
            {"schema": 1, "tool": {"name": "isorip", "version": "0"}, "image": "disc.iso",
            "state": "complete", "disc": {"sectorCount": \(count), "sizes": [],
            "fingerprint": {"sectorCount": \(count), "tracks": [], "witnesses": []}},
            "policy": {}, "history": [], "summary": {"untried": 0, "untrimmed": 0,
            "unscraped": 0, "unreadable": 0, "rescued": \(count)}}
            """)
        // What the program takes to start is some 40 MB; a bit for each block of the disc is 500.
        let limited = Program.isorip.through(["prlimit", "--data=\(128 << 20)"])
        let end = try limited.run([command, "disc.iso"], in: folder.url)
        #expect([0, 2, 3].contains(end.status), "\(end.output)")
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
        let end = try Program.isorip.run(
            SmallDisc.ripping("disc.txt", "--max-time", "10"), in: folder.url)
        guard end.status == 2 else { throw Unexpected(description: end.stderr) }
    }

    /// Expects that going on is refused, and changes nothing.
    private func expectRefusal(
        _ words: [String], by program: Program = .isorip,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = FolderSnapshot(of: folder)
        let end = try program.run(SmallDisc.ripping(), in: folder.url)
        #expect(end.status == 6, sourceLocation: sourceLocation)
        #expect(end.stdout == "", sourceLocation: sourceLocation)
        #expect(end.stderr.count { $0 == "\n" } == 1, sourceLocation: sourceLocation)
        #expect(end.stderr.hasPrefix("isorip: cannot "), sourceLocation: sourceLocation)
        #expect(end.stderr.contains("; "), "what to do is said", sourceLocation: sourceLocation)
        for word in words {
            #expect(end.stderr.contains(word), sourceLocation: sourceLocation)
        }
        #expect(FolderSnapshot(of: folder) == before, sourceLocation: sourceLocation)
    }

    @Test(
        arguments: [
            ("", "line"),
            ("It was a dark and stormy night.\n", "line 1: not a status line"),
            ("0x0 ?\n0x0 0x1000 +\n0x2000 0x1000 +\n", "nothing is said of the bytes"),
            ("0x0 ?\n0x0 0x2000 +\n0x1000 0x2000 ?\n", "overlaps"),
            ("0x0 ?\n0x0 0x2000 !\n", "unknown status letter"),
            ("0x0 ?\n0x0 0x3E7800 +\n", "cut off"),
            ("0x0 ?\n0x0 0x3E8800 +\n", "behind the end of this disc"),
            ("0x0 ?\n0x0 0xFFFFFFFFFFFFFFFFFF +\n", "line 2"),
        ])
    func `a map that is none of this disc is refused`(text: String, words: String) throws {
        try folder.write("disc.iso.map", text)
        try expectRefusal(["disc.iso.map", words])
    }

    @Test func `a map that was cut off is refused`() throws {
        let map = folder.bytes("disc.iso.map")
        try folder.write("disc.iso.map", Array(map.prefix(map.count - 10)))
        try expectRefusal(["disc.iso.map", "line"])
    }

    @Test func `a map that is ahead of the image is refused`() throws {
        try folder.write("disc.iso", Array(folder.bytes("disc.iso").prefix(100_000)))
        try expectRefusal(["disc.iso", "it has only 100000 bytes"])
    }

    @Test func `an image that is longer than the disc is refused`() throws {
        try folder.write("disc.iso", folder.bytes("disc.iso") + [1])
        try expectRefusal(["disc.iso", "it has 4096001 bytes, the disc only 4096000"])
    }

    @Test func `an image without its map is refused`() throws {
        try FileManager.default.removeItem(atPath: folder.path("disc.iso.map"))
        try expectRefusal(["disc.iso", "its map is missing"])
    }

    @Test(arguments: [["disc.iso"], ["disc.iso", "disc.iso.json"], ["disc.iso", "disc.iso.map"]])
    func `companions without their image are refused`(removed: [String]) throws {
        for name in removed { try FileManager.default.removeItem(atPath: folder.path(name)) }
        try expectRefusal(["the image it belongs to is missing"])
    }

    @Test func `a record that is no JSON is refused`() throws {
        try folder.write("disc.iso.json", "It was a dark and stormy night.\n")
        try expectRefusal(["disc.iso.json", "JSON"])
    }

    @Test func `a record that was cut off is refused`() throws {
        try folder.write("disc.iso.json", Array(folder.bytes("disc.iso.json").dropLast(20)))
        try expectRefusal(["disc.iso.json", "JSON"])
    }

    @Test func `a record with another meaning is refused`() throws {
        try folder.write("disc.iso.json", "{\"schema\": 1, \"state\": \"complete\"}\n")
        try expectRefusal(["disc.iso.json"])
    }

    @Test func `a record of a newer isorip is refused`() throws {
        let text = folder.text("disc.iso.json")
        try folder.write(
            "disc.iso.json",
            text.replacing("\"schema\" : 1", with: "\"schema\" : 99"))
        try expectRefusal(["disc.iso.json", "newer than this one"])
    }

    @Test(arguments: ["random bytes", "one line", "one comment", "empty lines", "tiny blocks"])
    func `100 MB of garbage for a map are refused at once and with little memory`(
        kind: String
    ) throws {
        let size = 100_000_000
        let piece: [UInt8] =
            switch kind {
            case "random bytes":
                {
                    var random = TestRandom(seed: 1)
                    return (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &random) }
                }()
            case "one line": [UInt8](repeating: 0x30, count: 1 << 20)
            case "one comment": [UInt8](repeating: 0x23, count: 1 << 20)
            case "empty lines": [UInt8](repeating: 0x0A, count: 1 << 20)
            default: Array(repeatElement("0x0 0x1 +\n".utf8, count: 1 << 17).joined())
            }
        try folder.write("disc.iso.map", "")
        let file = try FileHandle(forWritingTo: folder.url.appending(path: "disc.iso.map"))
        for _ in 0..<size / piece.count { try file.write(contentsOf: piece) }
        try file.close()
        let start = ContinuousClock.now
        let end = try Program.isorip.through(["prlimit", "--data=100000000"])
            .run(SmallDisc.ripping(), in: folder.url)
        #expect(end.status == 6)
        #expect(end.stderr.hasPrefix("isorip: cannot read disc.iso.map: line "))
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
