import Foundation
import Testing

/// What cannot be read is refused in one sentence, and nothing is made.
@Suite struct BadSourceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("empty.iso", "")
        try folder.write("cut.iso", [UInt8](repeating: 1, count: 3000))
        try folder.write("story.txt", "It was a dark and stormy night.\n")
        try folder.write("audio.bin", [UInt8](repeating: 1, count: 400 * 2352))
        try folder.write(
            "audio.cue", "FILE \"audio.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n")
        try folder.write(
            "plain.cue",
            "FILE \"audio.bin\" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n")
        try folder.write(
            "lost.cue", "FILE \"no.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n")
        try folder.write("nonsense.cue", "It was a dark and stormy night.\n")
        try folder.write("typo.txt", "disc CD-ROM\nsize 2000\ndeat 5 1\n")
        try folder.write("no-content.txt", "disc CD-ROM\ncontent image no.iso\n")
        try folder.write("broken.map", "# Mapfile\n0x0 ?\n0x0 0x8000 +\n0x9000 0x8000 +\n")
        try folder.makeFolder("folder")
        try folder.makeFolder("folder.iso")
    }

    /// Runs rip and info; both say the same, and change nothing.
    private func refusal(
        _ source: [String], by program: Program = .isorip,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let before = FolderSnapshot(of: folder)
        let rip = try program.run(["rip"] + source, in: folder.url)
        let info = try program.run(["info"] + source, in: folder.url)
        #expect(rip.status == 5, sourceLocation: sourceLocation)
        #expect(info == rip, sourceLocation: sourceLocation)
        #expect(rip.stdout == "", sourceLocation: sourceLocation)
        #expect(FolderSnapshot(of: folder) == before, sourceLocation: sourceLocation)
        return rip.stderr
    }

    @Test(
        arguments: [
            (
                "/dev/no-such-drive",
                "does not exist; `isorip drives` lists the drives of this machine"
            ),
            ("/dev/null", "is not a regular file; give an image file or a drive"),
            ("no-such.iso", "does not exist; check the spelling"),
            ("empty.iso/disc.iso", "does not exist; check the spelling"),
            ("folder", "is a directory; give an image file or a drive"),
            ("folder.iso", "is a directory; give an image file or a drive"),
            ("empty.iso", "is empty; there is nothing to be read"),
            (
                "cut.iso",
                """
                ends in the middle of a sector (952 of 2048 bytes); \
                it was cut off or is no image: copy it again
                """
            ),
            (
                "story.txt",
                """
                ends in the middle of a sector (32 of 2048 bytes); \
                it was cut off or is no image: copy it again
                """
            ),
            ("audio.cue", "has audio tracks only; there is no data to be copied"),
            ("nonsense.cue", "line 1: "),
            ("lost.cue", "no.bin"),
            ("plain.cue", "MODE1/2048"),
        ])
    func `a source that is none is refused in one sentence`(
        source: String, sentence: String
    ) throws {
        let message = try refusal([source])
        #expect(message.hasPrefix("isorip: "))
        #expect(message.contains(source.hasSuffix("lost.cue") ? "no.bin" : source))
        #expect(message.contains(sentence))
        #expect(message.count { $0 == "\n" } == 1)
    }

    @Test(
        arguments: [
            ("typo.txt", "typo.txt: line 3: "),
            (
                "no-content.txt",
                "no-content.txt: no.iso does not exist; check the spelling"
            ),
            ("broken.map", "broken.map: line 4: nothing is said of the bytes"),
            ("empty.iso", "empty.iso: line "),
            ("no-such-preset", "no-such-preset is neither a preset nor a file that can be read"),
            ("folder", "folder is neither a preset nor a file that can be read"),
        ])
    func `a simulation that cannot be is refused in one sentence`(
        name: String, sentence: String
    ) throws {
        let message = try refusal(["--simulate", name])
        #expect(message.hasPrefix("isorip: \(sentence)"))
        #expect(message.count { $0 == "\n" } == 1)
    }

    @Test func `an unknown preset is answered with those that there are`() throws {
        let message = try refusal(["--simulate", "scratchy-cd"])
        #expect(message.contains("presets are clean-cd, clean-dvd, "))
    }

    @Test func `a file that may not be read is refused`() throws {
        try folder.write("secret.iso", [UInt8](repeating: 1, count: 4096))
        try folder.setMode(0o000, of: "secret.iso")
        let message = try refusal(["secret.iso"], by: .bound)
        #expect(
            message == """
                isorip: secret.iso may not be read by this user; \
                change its permissions with chmod

                """)
    }

    @Test(.enabled("this machine has optical drives") { try Self.hasNoDrive() })
    func `a machine without a drive is told what to do`() throws {
        #expect(
            try refusal([]) == "isorip: no optical drive found; connect one, or give an image\n")
    }

    private static func hasNoDrive() throws -> Bool {
        try Program.isorip.run(["drives", "--json"], in: URL(filePath: "/")).stdout == "[]\n"
    }
}
