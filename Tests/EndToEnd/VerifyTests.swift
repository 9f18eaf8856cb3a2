import Foundation
import RescueCore
import Testing

/// `isorip verify` with a disc, from end to end.
@Suite struct VerifyTests {
    private static let head = "disc DVD-ROM\nsize 2000\nlabel SMALL\n"

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try insert("")
    }

    private func insert(_ faults: String) throws {
        try folder.write("disc.txt", Self.head + faults)
    }

    private func rip() throws {
        let status = try Program.isorip.run(
            SmallDisc.ripping("disc.txt", "--no-verify"), in: folder.url
        ).status
        guard status == 0 || status == 2 else { throw Unexpected(description: "\(status)") }
    }

    private func verify(_ more: String...) throws -> Consequences {
        try Program.isorip.run(
            ["verify", "disc.iso", "--simulate", "disc.txt"] + more, in: folder.url)
    }

    /// Changes a byte of a sector of the image.
    private func rot(_ lba: LBA) throws {
        let file = try FileHandle(forUpdating: URL(filePath: folder.path("disc.iso")))
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(lba * Sector.size + 100))
        let byte = try #require(try file.read(upToCount: 1)?.first)
        try file.seek(toOffset: UInt64(lba * Sector.size + 100))
        try file.write(contentsOf: [byte ^ 0x10])
    }

    private func history() throws -> [[String: Any]] {
        try folder.record()["verifications"] as? [[String: Any]] ?? []
    }

    @Test func `a good image is identical to its disc, and the record remembers it`() throws {
        try rip()
        let end = try verify()
        #expect(end.status == 0, "\(end.stderr)")
        #expect(
            end.stdout.hasPrefix(
                "disc.iso: identical to the disc in simulated disc.txt; 4.10 MB are the same, in "))
        #expect(try verify("--quiet") == Consequences(status: 0, stdout: "", stderr: ""))
        let history = try history()
        #expect(history.map { $0["verdict"] as? String } == ["identical", "identical"])
        #expect(history[0]["against"] as? [String] == ["disc", "first-pass"])
        #expect(history[0]["identicalSectors"] as? Int == 2000)
        // A verification is no rip: it goes on being complete.
        #expect(try Program.isorip.run(SmallDisc.ripping(), in: folder.url).status == 0)
    }

    @Test func `a rotten image and an unstable disc are told apart`() throws {
        try rip()
        try rot(1500)
        try rot(1501)
        // The disc is small, so the second read is the first one of this program.
        try insert("wrong 700 2 once\n")
        let end = try verify()
        #expect(end.status == 3)
        #expect(end.stdout.contains("disc.iso: differs from the disc in simulated disc.txt"))
        #expect(
            end.stdout.contains(
                "2 sectors: the image has changed since it was made\n  LBA 1500-1501\n"))
        #expect(
            end.stdout.contains(
                "2 sectors: the disc reads differently from time to time; "
                    + "the image has what two of three reads gave\n  LBA 700-701\n"))
        let findings = try history().first?["findings"] as? [[String: Any]]
        let kinds = findings?.map { $0["kind"] as? String }
        #expect(kinds == ["unstable-image-confirmed", "image-changed"])
        #expect(findings?.map { $0["firstLBA"] as? Int } == [700, 1500])
        #expect(findings?.map { $0["lastLBA"] as? Int } == [701, 1501])
    }

    @Test func `the last JSON line has the verdict and every finding`() throws {
        try rip()
        try rot(40)
        let end = try verify("--json")
        #expect(end.status == 3)
        let lines = try end.stdout.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
        #expect(lines.first?["event"] as? String == "verify-start")
        let done = try #require(lines.last)
        #expect(done["event"] as? String == "verify-done")
        #expect(done["verdict"] as? String == "different")
        #expect(done["status"] as? Int == 3)
        let finding = (done["findings"] as? [[String: Any]])?.first
        #expect(finding?["kind"] as? String == "image-changed")
        #expect(finding?["firstLBA"] as? Int == 40)
    }

    @Test func `a damaged image is compared where it was rescued, and stays incomplete`() throws {
        try insert("dead 800 1\n")
        try rip()
        let end = try verify()
        #expect(end.status == 2)
        #expect(end.stdout.contains("identical to the disc"))
        #expect(end.stdout.contains("16 sectors of the image were never rescued, and not compared"))
    }

    @Test func `what cannot be read again is told`() throws {
        try rip()
        try insert("dead 800 1\n")
        let end = try verify()
        #expect(end.status == 2)
        #expect(
            end.stdout.contains(
                "16 sectors: rescued once, and not readable now\n  LBA 800-815\n"))
    }

    @Test func `an image of nobody knows what is compared as it is`() throws {
        try rip()
        try FileManager.default.moveItem(
            atPath: folder.path("disc.iso"), toPath: folder.path("other.iso"))
        let arguments = ["verify", "other.iso", "--simulate", "disc.txt"]
        let same = try Program.isorip.run(arguments, in: folder.url)
        #expect(same.status == 0, "\(same.stderr)")
        #expect(same.stderr.contains("without a record of what was read first"))
        try insert("wrong 900 1 always\n")
        let other = try Program.isorip.run(arguments, in: folder.url)
        #expect(other.status == 3)
        #expect(
            other.stdout.contains(
                "1 sector: the disc gives, twice alike, something else than the image has\n"))
        let companions = ["disc.iso.json", "disc.iso.map", "disc.iso.sha256"]
        #expect(folder.names == companions + ["disc.txt", "other.iso"])
    }

    @Test func `an image that was cut is found to be too short`() throws {
        try rip()
        let file = try FileHandle(forUpdating: URL(filePath: folder.path("disc.iso")))
        try file.truncate(atOffset: UInt64(1990 * Sector.size + 7))
        try file.close()
        let end = try verify()
        #expect(end.status == 3)
        #expect(end.stdout.contains("10 sectors: the image ends before them\n  LBA 1990-1999\n"))
    }

    @Test(arguments: [("seed 2\n", 2000, "SMALL"), ("", 1999, "SMALL"), ("", 2000, "OTHER")])
    func `another disc is refused, and a smaller one`(
        seed: String, size: Int, label: String
    ) throws {
        try rip()
        try folder.write("disc.txt", "disc DVD-ROM\nsize \(size)\nlabel \(label)\n\(seed)")
        let before = FolderSnapshot(of: folder)
        let end = try verify()
        #expect(end.status == 4)
        #expect(end.stdout == "")
        #expect(end.stderr.contains("isorip: disc.iso was made from another disc ("))
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test(arguments: ["", " silent"])
    func `a disc that is exchanged meanwhile gives no verdict`(silent: String) throws {
        try rip()
        try insert("drive speed=0.5\nevent change at-second 8 seed=9 label=OTHER\(silent)\n")
        let end = try verify()
        #expect(end.status == 4)
        #expect(end.stdout == "")
        #expect(try history().isEmpty)
    }

    @Test func `a drive that vanishes ends it`() throws {
        try rip()
        try insert("drive speed=0.5\nevent gone at-second 8\n")
        let end = try verify()
        #expect(end.status == 5)
        #expect(end.stderr.contains("isorip: the drive was lost (drive is gone)"))
    }

    @Test func `without an image there is nothing to verify`() throws {
        let end = try verify()
        #expect(end.status == 6)
        #expect(end.stderr == "isorip: disc.iso does not exist; check the spelling\n")
    }
}
