import Foundation
import RescueCore
import Testing

/// `isorip rip --reread-mismatches`, from end to end.
@Suite struct RereadTests {
    private static let disc = SmallDisc(
        description: "DVD", head: ["disc DVD-ROM", "size 2000", "label SMALL"])

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try insert()
        try expect(0, rip("--no-verify"))
    }

    private func insert(_ faults: String...) throws {
        try folder.write("disc.txt", (Self.disc.head + faults).joined(separator: "\n") + "\n")
    }

    private func rip(_ more: String...) throws -> Consequences {
        try Program.isorip.run(SmallDisc.ripping() + more, in: folder.url)
    }

    private func verify() throws -> Consequences {
        try Program.isorip.run(["verify", "disc.iso", "--simulate", "disc.txt"], in: folder.url)
    }

    private func expect(_ status: Int32, _ end: Consequences) throws {
        guard end.status == status else { throw Unexpected(description: end.output) }
    }

    /// Changes a byte of some sectors of the image, as a bad disk would.
    private func rot(_ sectors: LBA...) throws {
        var bytes = folder.bytes("disc.iso")
        for lba in sectors { bytes[lba * Sector.size + 100] ^= 0x10 }
        try folder.write("disc.iso", bytes)
    }

    @Test func `a checksum file of somebody else's is kept, and that is told`() throws {
        let list = "\(folder.text("disc.iso.sha256"))# and more of mine\n"
        try folder.write("disc.iso.sha256", list)
        try rot(700)
        try expect(3, verify())
        let end = try rip("--reread-mismatches")
        #expect(end.status == 0, "\(end.output)")
        #expect(folder.text("disc.iso.sha256") == list)
        #expect(
            end.stderr.contains(
                "disc.iso.sha256 is not of this image: it is kept; the sums are in the record\n"))
        #expect(try folder.record()["state"] as? String == "complete")
    }

    @Test func `a rotten image is put right, with sums and record`() throws {
        let truth = folder.data("disc.iso")
        let sum = folder.text("disc.iso.sha256")
        try rot(700, 701, 1500)
        let found = try verify()
        try expect(3, found)
        #expect(found.stdout.contains("isorip rip --reread-mismatches"))
        let end = try rip("--reread-mismatches")
        #expect(end.status == 0, "\(end.output)")
        #expect(end.stderr.contains("3 sectors that differed in the last verification are read"))
        #expect(folder.data("disc.iso") == truth)
        #expect(folder.text("disc.iso.sha256") == sum)
        let record = try folder.record()
        #expect(record["state"] as? String == "complete")
        let verdicts = (record["verifications"] as? [[String: Any]])?.map {
            $0["verdict"] as? String
        }
        #expect(verdicts == ["different", "identical"])
        // Then there is nothing to do any more.
        let before = FolderSnapshot(of: folder)
        let again = try rip("--reread-mismatches")
        #expect(again.status == 0)
        #expect(again.stderr.contains("no comparison with the disc found anything to read again"))
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test func `what cannot be read again stays as it was`() throws {
        try rot(700, 1500)
        try expect(3, verify())
        let before = folder.bytes("disc.iso")
        try insert("dead 700 1")
        let end = try rip("--reread-mismatches", "--no-verify")
        #expect(end.status == 2, "\(end.output)")
        #expect(end.stderr.contains("1 sector could not be read again: the image keeps"))
        #expect(end.stdout.contains("disc.iso: complete but for 1 sector in doubt"))
        var expected = before
        expected[1500 * Sector.size + 100] ^= 0x10
        #expect(folder.bytes("disc.iso") == expected)
        #expect(try folder.map()?.isComplete == true)
        // As long as nobody has confirmed it, there is no sum of it, and it is not called complete.
        #expect(!folder.names.contains("disc.iso.sha256"))
        let again = try rip("--no-verify")
        #expect(again.status == 3, "\(again.output)")
        #expect(!again.stderr.contains("nothing to do"))
        #expect(again.stderr.contains("found a difference in 2 sectors"))
    }

    @Test func `a rip that is stopped meanwhile is true, and goes on`() throws {
        let truth = folder.data("disc.iso")
        try rot(700, 1500)
        try expect(3, verify())
        try insert("event gone at-command 24")
        let end = try rip("--reread-mismatches", "--patience", "1s")
        #expect(end.status == 5, "\(end.output)")
        #expect(!folder.names.contains("disc.iso.sha256"))
        try insert()
        #expect(try rip("--reread-mismatches").status == 0)
        #expect(folder.data("disc.iso") == truth)
    }

    @Test func `another disc is refused as ever`() throws {
        try rot(700)
        try expect(3, verify())
        try insert("seed 2")
        let before = FolderSnapshot(of: folder)
        #expect(try rip("--reread-mismatches").status == 4)
        #expect(FolderSnapshot(of: folder) == before)
    }
}
