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
            "rip --simulate clean-cd --seed=-1",
            "info --simulate clean-cd a.iso", "info --retries 1 a.iso", "drives a.iso",
            "report", "report a.iso b.iso", "report --json", "ls",
            "extract a.iso -o out", "extract a.iso /file",
            "drives --no-such-option", "help --no-such-option",
        ])
    func `it ends with 64 and says what is wrong`(line: String) throws {
        try expectUsageError(line.split(separator: " ").map(String.init))
    }

    private static let oddNumbers = [
        "", "x", "-1", "0", "1e-300", "1e300", "-1e300", "nan", "-nan", "inf", "-inf", "1e", "0x10",
        "99999999999999999999", "-99999999999999999999", "0.0000001", "1000000000", "٣", " 5", "5 ",
        "1h-1m", "999999999h999999999h", "9999999999h", "h", "1x",
    ]

    @Test(
        arguments: [
            "--pace", "--speed", "--max-time", "--patience", "--seed", "--retries",
            "--max-read-errors",
        ])
    func `an odd number is refused or works, and never ends the program`(option: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("disc.txt", "disc CD-ROM\nsize 400\nlabel TINY\n")
        var refused: [String] = []
        for number in Self.oddNumbers {
            let end = try Program.isorip.run(
                ["rip", "--simulate", "disc.txt", "-o", "out.iso", "-q", "\(option)=\(number)"],
                in: folder.url)
            #expect([0, 64].contains(end.status), "\(option)=\(number): \(end)")
            if end.status == 64 { refused.append(number) }
            for name in folder.names where name != "disc.txt" {
                try FileManager.default.removeItem(atPath: folder.path(name))
            }
        }
        #expect(refused.contains("x") && refused.contains("-1") && refused.contains("nan"))
        guard option == "--pace" || option == "--speed" else { return }
        let sound = Self.oddNumbers.filter { !refused.contains($0) }
        #expect(sound.filter { !(0.001...1e6).contains(Double($0) ?? 0) } == [])
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
