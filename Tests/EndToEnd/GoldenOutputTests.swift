import Foundation
import Testing

/// What the program prints and writes, byte for byte; see `Tests/Golden`.
@Suite struct GoldenOutputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", Self.disc)
    }

    private static let disc = """
        disc DVD-ROM
        size 1600
        label GOLDEN
        seed 7
        dead 325 1
        first 900 4 n=2
        sense 1200 1 03/02/00

        """

    /// The program, without what the surroundings do to its help.
    private static let isorip = Program.isorip.through(["-u", "COLUMNS", "-u", "LINES"])

    @Test(arguments: [
        "isorip", "rip", "verify", "report", "ls", "extract", "merge", "info", "drives",
    ])
    func `the help is as it was`(command: String) throws {
        let arguments = command == "isorip" ? ["--help"] : [command, "--help"]
        let end = try Self.isorip.run(arguments, in: folder.url)
        #expect(end.status == 0)
        #expect(end.stderr == "")
        try Golden.expect([UInt8](end.stdout.utf8), equal: "help-\(command).txt")
    }

    @Test func `what is known of a disc is told as it was`() throws {
        let info = ["info", "--simulate", "disc.txt"]
        let text = try Self.isorip.run(info, in: folder.url)
        #expect(text.status == 0)
        #expect(text.stderr == "")
        try Golden.expect([UInt8](text.stdout.utf8), equal: "info.txt")
        let json = try Self.isorip.run(info + ["--json"], in: folder.url)
        try Golden.expect([UInt8](json.stdout.utf8), equal: "info.json")
    }

    @Test func `the JSON lines of a damaged rip are as they were`() throws {
        let end = try Self.isorip.run(SmallDisc.ripping("disc.txt", "--json"), in: folder.url)
        #expect(end.status == 2)
        #expect(end.stderr == "")
        try Golden.expect(
            [UInt8](Self.withoutTicks(end.stdout).utf8), equal: "damaged-rip.jsonl")
    }

    @Test func `the text of a damaged rip is as it was, in plain lines`() throws {
        let end = try Self.isorip.run(SmallDisc.ripping(), in: folder.url)
        #expect(end.status == 2)
        let text = "stdout:\n\(end.stdout)\nstderr:\n\(end.stderr)"
        try Golden.expect([UInt8](text.utf8), equal: "damaged-rip.txt")
    }

    @Test func `the text of a rip of some files is as it was`() throws {
        try folder.write("large.txt", "disc DVD-ROM\nsize 8000\nseed 7\ndead 700 1\ndead 5000 1\n")
        let path = "/VIDEO/PART0003.VOB"
        let first = try Self.isorip.run(
            SmallDisc.ripping("large.txt", "--only", path, "--only", "/NONE"), in: folder.url)
        let rest = try Self.isorip.run(
            SmallDisc.ripping("large.txt", "--first", path, "--skip-unused", "--no-verify"),
            in: folder.url)
        let text = [first, rest].map {
            "status \($0.status)\nstdout:\n\($0.stdout)\nstderr:\n\($0.stderr)\n"
        }
        try Golden.expect([UInt8](text.joined().utf8), equal: "chosen-files.txt")
    }

    @Test func `the map and the record of a damaged rip are as they were`() throws {
        #expect(try Self.isorip.run(SmallDisc.ripping(), in: folder.url).status == 2)
        let map = folder.text("disc.iso.map")
            .replacing(#/(?m)(# (Start time|Current time): +).*$/#) { "\($0.1)TIME" }
            .replacing(#/(?m)(# Command line: ).*/isorip /#) { "\($0.1)isorip " }
        try Golden.expect([UInt8](map.utf8), equal: "damaged-rip.iso.map")
        let record = folder.text("disc.iso.json")
            .replacing(#/"(started|ended)" : "[^"]*"/#) { "\"\($0.1)\" : \"TIME\"" }
        try Golden.expect([UInt8](record.utf8), equal: "damaged-rip.iso.json")
    }

    @Test func `the report on a damaged rip is as it was`() throws {
        #expect(try Self.isorip.run(SmallDisc.ripping(), in: folder.url).status == 2)
        for (options, name) in [([], "damaged-report.txt"), (["--json"], "damaged-report.json")] {
            let end = try Self.isorip.run(["report", "disc.iso"] + options, in: folder.url)
            #expect(end.status == 2 && end.stderr == "")
            try Golden.expect([UInt8](end.stdout.utf8), equal: name)
        }
    }

    @Test func `quiet says nothing but errors`() throws {
        let end = try Self.isorip.run(SmallDisc.ripping("disc.txt", "--quiet"), in: folder.url)
        #expect(end == Consequences(status: 2, stdout: "", stderr: ""))
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
        let refused = try Self.isorip.run(SmallDisc.ripping("disc.txt", "-q"), in: folder.url)
        #expect(refused.status == 4)
        #expect(refused.stderr.hasPrefix("isorip: disc.iso was made from another disc"))
    }

    /// Without the progress lines that come once a second of real time.
    private static func withoutTicks(_ text: String) -> String {
        var place: String?
        return text.split(separator: "\n").filter { line in
            guard line.contains("\"event\":\"progress\"") else { return true }
            let now = line.firstMatch(of: #/"pass":\d+,"phase":"[^"]*"/#).map { String($0.0) }
            defer { place = now }
            return now != place
        }.map { $0 + "\n" }.joined()
    }
}
