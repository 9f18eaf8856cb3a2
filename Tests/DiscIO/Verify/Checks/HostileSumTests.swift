import DiscIO
import RescueCore
import Testing

/// Checksums in an image that claim what no image has.
@Suite struct HostileSumTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
    }

    /// A tag of libisofs, sealed as libisofs seals it.
    private func tag(_ kind: String, at lba: LBA, from start: LBA, _ more: String) -> [UInt8] {
        let text =
            "\(kind) pos=\(lba) range_start=\(start) range_size=\(lba - start) \(more) "
            + "md5=\(String(repeating: "0", count: 32))"
        var sums = RunningSums()
        sums.update(Array(text.utf8).span)
        return Array("\(text) self=\(sums.finish().md5)\n".utf8)
    }

    private func verify(_ disc: MemorySectors) throws -> Consequences {
        try folder.write("disc.iso", disc.bytes)
        return try Program.isorip.run("verify", "disc.iso", in: folder)
    }

    @Test(arguments: [
        "session_start=9223372036854775807", "session_start=9223372036854775800",
        "session_start=4611686018427387904", "session_start=4294967295", "session_start=-16",
    ])
    func `a tag that leads far behind the end of any disc is no end of the program`(
        next: String
    ) throws {
        var disc = ISOBuilder(sectorCount: 300).disc
        disc.put(tag("libisofs_rlsb32_checksum_tag_v1", at: 18, from: 0, next), at: 18)
        let end = try verify(disc)
        #expect(end.status == 3, "\(end.output)")
        #expect(end.stdout.contains("FAILED  checksums of libisofs:"))
    }

    @Test(arguments: ["9223372036854775807", "9007199254740992", "4294967296", "299"])
    func `a chain of tags ends where it leads nowhere`(next: String) throws {
        var disc = ISOBuilder(sectorCount: 300).disc
        disc.put(tag("libisofs_sb_checksum_tag_v1", at: 18, from: 0, "next=\(next)"), at: 18)
        let end = try verify(disc)
        #expect(end.status == 3, "\(end.output)")
    }

    @Test func `tags that want everything summed over and over are not trusted`() throws {
        var disc = ISOBuilder(sectorCount: 3000).disc
        // The first session ends early; wherever the next one may begin, one does, to the very end.
        let sessions = [(0, 40)] + (0..<16).map { (64 + 32 * $0, 2000 + 2 * $0) }
        for (start, tree) in sessions {
            let first = start + 18
            disc.put(
                tag("libisofs_sb_checksum_tag_v1", at: first, from: start, "next=\(tree)"),
                at: first)
            disc.put(
                tag("libisofs_tree_checksum_tag_v1", at: tree, from: start, "next=\(tree + 1)"),
                at: tree)
            disc.put(tag("libisofs_checksum_tag_v1", at: tree + 1, from: start, ""), at: tree + 1)
        }
        let end = try verify(disc)
        #expect(end.status == 3, "\(end.output)")
        #expect(end.stdout.contains("more bytes than the image has; not trusted\n"))
    }

    @Test func `a list that names very many absent files is counted, not kept`() throws {
        try folder.makeFolder("tree")
        let line = String(repeating: "0", count: 32) + "  ./a-file-that-is-not-there\n"
        let count = 150_000
        try folder.write("tree/md5sum.txt", String(repeating: line, count: count))
        let made = try Program.genisoimage.run(
            "-quiet", "-R", "-o", "disc.iso", "tree", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        // 24 MB more than what the program takes to start; the lines as values are 50 MB.
        let limited = Program.isorip.through(["prlimit", "--data=\(64 << 20)"])
        let end = try limited.run(["verify", "disc.iso"], in: folder.url)
        #expect(end.status == 3, "\(end.output.suffix(300))")
        #expect(end.stdout.contains("\(count) of \(count) files of md5sum.txt are not: "))
    }
}
