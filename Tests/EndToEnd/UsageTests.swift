import Foundation
import Testing

/// A command line that makes no sense is refused before anything is touched.
@Suite struct UsageTests {
    @Test(
        arguments: [
            "rip --no-such-option", "rip a.iso b.iso", "rip --retries", "rip --retries x a.iso",
            "rip --retries=-1 a.iso", "rip --retries 1001 a.iso", "rip --max-time 5x a.iso",
            "rip --max-time 0 a.iso", "rip --max-read-errors=-1 a.iso", "rip --speed 0 a.iso",
            "rip --speed fast a.iso", "rip --simulate clean-cd a.iso", "rip --seed 5 a.iso",
            "rip --pace 2 a.iso", "rip --simulate clean-cd --pace 0",
            "rip --simulate clean-cd --pace=nan", "rip --simulate clean-cd --seed=-1",
            "info --simulate clean-cd a.iso", "info --retries 1 a.iso", "drives a.iso",
            "report", "report a.iso b.iso", "report --json", "ls",
            "extract a.iso -o out", "extract a.iso /file",
            "drives --no-such-option", "help --no-such-option",
        ])
    func `it ends with 64 and says what is wrong`(line: String) throws {
        try expectUsageError(line.split(separator: " ").map(String.init))
    }

    @Test(
        arguments: [
            ["rip", ""], ["info", ""], ["report", ""], ["rip", "--simulate", "clean-cd", "-o", ""],
            ["rip", "--simulate", ""],
        ])
    func `an empty name is no name`(arguments: [String]) throws {
        try expectUsageError(arguments)
    }

    private func expectUsageError(_ arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let end = try Program.isorip.run(arguments, in: folder.url)
        #expect(end.status == 64)
        #expect(end.stdout == "")
        #expect(end.stderr.hasPrefix("Error: "))
        #expect(end.stderr.contains("isorip"))
        #expect(folder.names == [])
    }

    @Test func `without a command it rips`() throws {
        let folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
        let end = try Program.isorip.run(["--simulate", "disc.txt"], in: folder.url)
        #expect(end.status == 0)
        #expect(
            folder.names
                == ["SMALL.iso", "SMALL.iso.json", "SMALL.iso.map", "SMALL.iso.sha256", "disc.txt"])
    }
}
