import Foundation
import RescueCore
import Testing

/// `isorip merge`, from end to end.
@Suite struct MergeTests {
    private static let disc = SmallDisc(
        description: "DVD", head: ["disc DVD-ROM", "size 2000", "label SMALL"])

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Rips the disc with so much damage.
    private func rip(_ name: String, _ faults: String..., head: [String] = disc.head) throws {
        try folder.write("disc.txt", (head + faults).joined(separator: "\n") + "\n")
        let end = try Program.isorip.run(
            ["rip", "--simulate", "disc.txt", "-o", name, "--no-verify", "-q"], in: folder.url)
        guard end.status == 0 || end.status == 2 else { throw Unexpected(description: end.stderr) }
    }

    private func merge(_ more: String..., output: String = "out.iso") throws -> Consequences {
        try Program.isorip.run(["merge", "-o", output] + more, in: folder.url)
    }

    private func statuses(_ ranges: [ClosedRange<LBA>], in map: SectorMap) -> Bool {
        (0..<map.sectorCount).allSatisfy { lba in
            map.status(at: lba) == (ranges.contains { $0.contains(lba) } ? .unreadable : .rescued)
        }
    }

    @Test func `two damaged copies make a whole one`() throws {
        try rip("a.iso", "dead 100 1", "dead 800 20")
        try rip("b.iso", "dead 300 1")
        let end = try merge("a.iso", "b.iso")
        #expect(end.status == 0, "\(end.stderr)")
        #expect(end.stderr == "")
        #expect(end.stdout.hasPrefix("out.iso: complete, 4.10 MB, merged from 2 images\n"))
        #expect(folder.data("out.iso") == (try Self.disc.truth()))
        #expect(try folder.map(of: "out.iso")?.isComplete == true)
        let check = try Program.named("sha256sum").run(["-c", "out.iso.sha256"], in: folder.url)
        #expect(check.status == 0)
        let record = try folder.record(of: "out.iso")
        #expect(record["state"] as? String == "complete")
        let inputs = (record["merge"] as? [String: Any])?["inputs"] as? [[String: Any]]
        #expect(inputs?.map { $0["image"] as? String } == ["a.iso", "b.iso"])
        // Dead sectors take their ECC blocks with them: 96-111 and 800-831 of the first copy.
        #expect(inputs?.map { $0["takenSectors"] as? Int } == [1952, 48])
        #expect(inputs?.map { $0["rescuedSectors"] as? Int } == [1952, 1984])
        // What was made is an image like any other.
        let again = ["verify", "out.iso", "--simulate", "disc.txt"]
        try folder.write("disc.txt", Self.disc.script())
        #expect(try Program.isorip.run(again, in: folder.url).status == 0)
        #expect(try Program.isorip.run(["verify", "out.iso"], in: folder.url).status == 0)
    }

    @Test func `what no copy has is missing still, and a rip reads it`() throws {
        try rip("a.iso", "dead 100 1", "dead 800 1")
        try rip("b.iso", "dead 96 1", "dead 300 1")
        let end = try merge("a.iso", "b.iso")
        #expect(end.status == 2)
        #expect(end.stdout.hasPrefix("out.iso: 16 sectors missing (32.8 kB of 4.10 MB), 99.2 %"))
        #expect(statuses([96...111], in: try #require(try folder.map(of: "out.iso"))))
        #expect(!folder.names.contains("out.iso.sha256"))
        let truth = try Self.disc.truth()
        #expect(try folder.firstFalseClaim(against: truth, image: "out.iso") == nil)
        try rip("out.iso")
        #expect(folder.data("out.iso") == truth)
        #expect(try folder.record(of: "out.iso")["merge"] != nil)
    }

    @Test func `of two opinions none is right, unless somebody is preferred`() throws {
        try rip("a.iso", "wrong 700 2 always")
        try rip("b.iso", "dead 300 1")
        let end = try merge("a.iso", "b.iso")
        #expect(end.status == 3)
        #expect(
            end.stdout.contains(
                "2 sectors: the copies have different bytes; left out, as nobody can tell which "
                    + "are right (a third copy or --prefer can)\n  LBA 700-701\n"))
        #expect(statuses([700...701], in: try #require(try folder.map(of: "out.iso"))))
        #expect(folder.data("out.iso")[700 * 2048..<702 * 2048].allSatisfy { $0 == 0 })
        let preferred = try merge("a.iso", "b.iso", "--prefer", "b.iso", output: "p.iso")
        #expect(preferred.status == 0)
        #expect(preferred.stdout.contains("different bytes; taken from b.iso\n  LBA 700-701\n"))
        #expect(folder.data("p.iso") == (try Self.disc.truth()))
    }

    @Test func `the majority of three decides, whoever is preferred`() throws {
        try rip("a.iso", "wrong 700 2 always")
        try rip("b.iso", "dead 300 1")
        try rip("c.iso", "wrong 900 1 always")
        let end = try merge("a.iso", "b.iso", "c.iso", "--prefer", "a.iso", "--json")
        #expect(end.status == 0)
        #expect(folder.data("out.iso") == (try Self.disc.truth()))
        let line = try JSONSerialization.jsonObject(with: Data(end.stdout.utf8)) as? [String: Any]
        #expect(line?["event"] as? String == "merged")
        #expect(line?["status"] as? Int == 0)
        let merge = line?["merge"] as? [String: Any]
        let disagreeing = merge?["disagreeing"] as? [String: Int]
        #expect(disagreeing == ["majority": 3, "preferred": 0, "undecided": 0])
        let listed = merge?["disagreements"] as? [[String: Any]]
        #expect(listed?.map { $0["firstLBA"] as? Int } == [700, 900])
        #expect(listed?.map { $0["lastLBA"] as? Int } == [701, 900])
    }

    @Test func `copies without companions count as whole, as far as they go`() throws {
        try rip("a.iso")
        let truth = folder.bytes("a.iso")
        try folder.write("x.iso", Array(truth[..<(1500 * 2048 + 7)]))
        try folder.write("y.iso", truth)
        let end = try merge("x.iso", "y.iso")
        #expect(end.status == 0, "\(end.stderr)")
        #expect(folder.bytes("out.iso") == truth)
        let record = try folder.record(of: "out.iso")
        #expect((record["disc"] as? [String: Any])?["volumeLabel"] as? String == "SMALL")
    }

    @Test func `a map of ddrescue's is enough`() throws {
        try rip("a.iso")
        let truth = folder.bytes("a.iso")
        for (name, lost) in [("x.iso", 50), ("y.iso", 1700)] {
            var bytes = truth
            for index in lost * 2048..<(lost + 1) * 2048 { bytes[index] = 0 }
            var map = SectorMap(sectorCount: 2000)
            map.mark(map.range, as: .rescued)
            map.mark(SectorRange(start: lost, count: 1), as: .unreadable)
            try folder.write(name, bytes)
            try folder.write(name + ".map", Mapfile(map: map).text())
        }
        #expect(
            try merge("x.iso", "y.iso", "-q") == Consequences(status: 0, stdout: "", stderr: ""))
        #expect(folder.bytes("out.iso") == truth)
    }

    @Test func `copies of different discs are refused, with records and without`() throws {
        try rip("a.iso")
        try rip("b.iso", head: Self.disc.head + ["seed 2"])
        try rip("c.iso", head: ["disc DVD-ROM", "size 1999", "label SMALL"])
        let before = FolderSnapshot(of: folder)
        for other in ["b.iso", "c.iso"] {
            let end = try merge("a.iso", other)
            #expect(end.status == 4)
            #expect(end.stderr.contains("a.iso and \(other) are copies of different discs ("))
        }
        #expect(FolderSnapshot(of: folder) == before)
        try folder.write("d.iso", folder.bytes("b.iso"))
        let end = try merge("a.iso", "d.iso")
        #expect(end.status == 4)
        #expect(end.stderr.contains(" compared sectors differ)"))
        #expect(!folder.names.contains("out.iso"))
    }

    @Test(arguments: ["out.iso", "out.iso.map", "out.iso.json", "out.iso.sha256"])
    func `nothing is overwritten`(name: String) throws {
        try rip("a.iso", "dead 100 1")
        try rip("b.iso", "dead 300 1")
        try folder.write(name, "precious")
        let before = FolderSnapshot(of: folder)
        #expect(try merge("a.iso", "b.iso").status == 6)
        #expect(try merge("a.iso", "b.iso", output: "a.iso").status == 6)
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test func `a command line that makes no sense is refused`() throws {
        try rip("a.iso")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.iso"), withDestinationPath: "a.iso")
        let before = FolderSnapshot(of: folder)
        #expect(try merge("a.iso").status == 64)
        #expect(try merge("a.iso", "").status == 64)
        #expect(try merge("a.iso", "link.iso").status == 64)
        #expect(try merge("a.iso", "b.iso", "--prefer", "c.iso").status == 64)
        #expect(try merge("a.iso", "b.iso").status == 6)
        #expect(FolderSnapshot(of: folder) == before)
    }
}
