import Foundation
import RescueCore
import Testing

@testable import DiscSimulation

/// `isorip rip --first`, `--only` and `--skip-unused`, from end to end.
@Suite struct FirstFilesTests {
    private let folder: TemporaryFolder

    /// A DVD of the files of a generated volume; the last ones are those of `/VIDEO`.
    private static let head = "disc DVD-ROM\nsize 8000\nseed 7\n"

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.txt", Self.head)
    }

    private func rip(_ arguments: String...) throws -> Consequences {
        try Program.isorip.run(SmallDisc.ripping("disc.txt") + arguments, in: folder)
    }

    private func file(_ path: String) throws -> GeneratedVolume.File {
        let volume = GeneratedVolume(sectorCount: 8000, seed: 7, label: "SIMULATED")
        return try #require(volume.files.first { $0.path == path })
    }

    private func map() throws -> SectorMap { try #require(try folder.map()) }

    @Test func `only some files are read, and the next rip completes the image`() throws {
        let end = try rip("--only", "/VIDEO/PART0002.VOB")
        #expect(end.status == 0)
        #expect(end.stdout.contains("1 of 1 chosen file complete\n"))
        #expect(end.stdout.contains("the rest of the disc was not read"))
        #expect(end.stderr.contains("reading descriptors and directories\n"))
        let file = try file("VIDEO/PART0002.VOB")
        let map = try map()
        #expect(map.run(at: file.range.start).range.contains(file.range))
        #expect(map.status(at: file.range.start) == .rescued)
        #expect(map.count(of: .rescued) < file.range.count + 200)
        #expect(map.count(of: .untried) == map.sectorCount - map.count(of: .rescued))
        #expect(folder.text("disc.iso.map").contains(#/\n0x[0-9A-F]+ +\? +1\n/#))
        #expect(try folder.record()["state"] as? String == "interrupted")
        #expect(try rip("--only", "/VIDEO/PART0002.VOB").status == 0)
        let complete = try rip()
        #expect(complete.status == 0)
        #expect(complete.stderr.contains("resuming disc.iso"))
        #expect(try self.map().isComplete)
    }

    @Test func `a pattern chooses the files that it stands for`() throws {
        let end = try rip("--only", "PART000[12].VOB")
        #expect(end.status == 0)
        #expect(end.stdout.contains("2 of 2 chosen files complete\n"))
        for path in ["VIDEO/PART0001.VOB", "VIDEO/PART0002.VOB"] {
            let range = try file(path).range
            #expect(try map().run(at: range.start).range.contains(range))
        }
    }

    @Test func `a chosen file that lacks something is named, and that is status 2`() throws {
        let file = try file("VIDEO/PART0002.VOB")
        try folder.write("disc.txt", Self.head + "dead \(file.range.start + 40) 1\n")
        let end = try rip("--only", "/VIDEO/PART0002.VOB")
        #expect(end.status == 2)
        #expect(end.stdout.contains("0 of 1 chosen file complete:\n"))
        let size = Self.grouped(file.byteCount)
        #expect(
            end.stdout.contains("  /VIDEO/PART0002.VOB: 32,768 of \(size) bytes are missing\n"))
    }

    @Test func `a path that leads to nothing is told early, and nothing is lost`() throws {
        let end = try rip("--only", "/NONE")
        #expect(end.status == 64)
        #expect(
            end.stderr.contains(
                "/NONE: no such file on this disc; isorip ls disc.iso lists what there is\n"))
        let list = try Program.isorip.run(["ls", "disc.iso", "/VIDEO/PART0002.VOB"], in: folder)
        #expect(list.stdout.contains("/VIDEO/PART0002.VOB"))
        let all = try rip("--first", "/NONE")
        #expect(all.status == 0)
        #expect(try map().isComplete)
    }

    @Test func `on a disc without a filesystem no path leads anywhere`() throws {
        try folder.write("zeros.bin", [UInt8](repeating: 0, count: 4_096_000))
        try folder.write("disc.txt", "disc DVD-ROM\ncontent image zeros.bin\n")
        let end = try rip("--only", "/VIDEO")
        #expect(end.status == 64)
        #expect(end.stderr.contains("/VIDEO: this disc has no filesystem that is known here\n"))
    }

    @Test func `if the descriptors are dead, nothing is known of the files`() throws {
        try folder.write("disc.txt", Self.head + "dead 16 64\n")
        let end = try rip("--only", "/VIDEO", "--effort", "quick")
        #expect(end.status == 2)
        #expect(
            end.stderr.contains(
                "/VIDEO: what tells where the files of this disc lie cannot be read\n"))
    }

    @Test func `if the directory is dead, it may be in there`() throws {
        // On a CD each sector is lost alone; that of /VIDEO is one of the first directories'.
        let head = Self.head.replacing("DVD-ROM", with: "CD-ROM")
        try folder.write("disc.txt", head + "dead 21 6\n")
        let end = try rip("--only", "/VIDEO/PART0002.VOB")
        #expect(end.status == 2)
        #expect(end.stderr.contains("it may be in a damaged one\n"))
        #expect(
            end.stdout.contains("\n  /VIDEO: what is in it, and below, is not known\n"))
    }

    @Test func `the chosen files are complete before the rest is read`() throws {
        let file = try file("VIDEO/PART0003.VOB")
        try folder.write(
            "disc.txt", Self.head + "dead \(file.range.start + 40) 1\ndead 300 1\n")
        let end = try rip("--first", "/VIDEO/PART0003.VOB", "--skip-unused", "--json")
        #expect(end.status == 2)
        let lines = try end.stdout.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
        let stages = lines.filter { $0["event"] as? String == "stage" }
        let names = stages.compactMap { $0["stage"] as? String }
        #expect(names.first == "metadata")
        #expect(names.drop { $0 == "metadata" } == ["chosen", "used", "rest"])
        // The one damaged block of the chosen file was found before the other one.
        let faults = lines.filter { $0["event"] as? String == "fault" }.compactMap {
            $0["lba"] as? Int
        }
        #expect(faults.first.map { file.range.contains($0) } == true)
        #expect(faults.contains(288))
        let done = lines.last { $0["event"] as? String == "done" }
        #expect(done?["chosenFiles"] as? Int == 1)
        #expect(done?["completeFiles"] as? Int == 0)
        #expect(try map().count(of: .unreadable) == 32)
    }

    @Test func `a rip that is stopped goes on with the chosen files`() throws {
        let path = "/VIDEO/PART0003.VOB"
        let stopped = try rip("--first", path, "--max-time", "1s")
        #expect(stopped.status == 2)
        let end = try rip("--first", path)
        #expect(end.status == 0)
        #expect(try map().isComplete)
    }

    @Test func `the files of a dead directory are found through another tree`() throws {
        let disc = try DamagedImage("-r", "-J")
        let listing = try Program.isoinfo.run("-l", "-R", "-i", "disc.iso", in: disc.folder)
        let line = try #require(
            listing.stdout.split(separator: "\n").first { $0.hasSuffix(" music ") })
        let lba = try #require(line.firstMatch(of: #/\[ *(\d+) /#).flatMap { Int($0.1) })
        try disc.folder.write("disc.txt", "disc CD-ROM\ncontent image disc.iso\ndead \(lba) 1\n")
        let end = try Program.isorip.run(
            ["rip", "--simulate", "disc.txt", "-o", "out.iso", "--only", "/music"],
            in: disc.folder)
        #expect(end.status == 0)
        #expect(end.stdout.contains("3 of 3 chosen files complete\n"))
    }

    @Test(arguments: [
        (["--first", "/A", "--only", "/B"], "--first or --only, not both"),
        (["--only", "/A", "--skip-unused"], "drop --skip-unused"),
        (["--first", ""], "An empty name"),
    ])
    func `what does not go together is refused`(options: [String], reason: String) throws {
        let end = try Program.isorip.run(
            SmallDisc.ripping("disc.txt") + options, in: folder)
        #expect(end.status == 64)
        #expect(end.stderr.contains(reason))
        #expect(try folder.map() == nil)
    }

    private static func grouped(_ number: Int) -> String {
        number.formatted(.number.locale(Locale(identifier: "en_US")))
    }
}
