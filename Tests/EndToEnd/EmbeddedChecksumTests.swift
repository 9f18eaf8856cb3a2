import DiscIO
import Foundation
import RescueCore
import Testing

/// Images that carry checksums: the same verdict as that of the programs that made them.
@Suite struct EmbeddedChecksumTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("tree/sub")
        var random = TestRandom(seed: 5)
        for (name, count) in [("a.bin", 1_500_000), ("sub/b.bin", 300_000), ("c.txt", 100)] {
            var bytes = [UInt8](repeating: 7, count: count)
            for place in stride(from: 0, to: count, by: 16) {
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            try folder.write("tree/\(name)", bytes)
        }
    }

    private func succeed(_ end: Consequences) throws {
        guard end.status == 0 else { throw Unexpected(description: end.output) }
    }

    private func verify(_ image: String, _ more: String...) throws -> Consequences {
        try Program.isorip.run(["verify", image] + more, in: folder.url)
    }

    /// Copies an image and changes one byte of the copy, or cuts it there.
    private func damage(_ image: String, at offset: Int, cut: Bool = false) throws -> String {
        var bytes = folder.bytes(image)
        if cut { bytes.removeSubrange(offset...) } else { bytes[offset] ^= 0x20 }
        try folder.write("bad.iso", bytes)
        return "bad.iso"
    }

    // MARK: isomd5sum

    private func implant() throws -> Int {
        try succeed(
            Program.genisoimage.run("-quiet", "-J", "-R", "-o", "disc.iso", "tree", in: folder))
        try succeed(Program.implantisomd5.run("disc.iso", in: folder))
        return folder.bytes("disc.iso").count
    }

    @Test func `an implanted sum is right where checkisomd5 says so`() throws {
        let size = try implant()
        let end = try verify("disc.iso")
        #expect(end.status == 0, "\(end.output)")
        #expect(end.stdout.contains("ok      checksum of isomd5sum: the implanted MD5 is right\n"))
        let places = [
            0, 40, 32_768 + 900, 32_768 + 1500, 32_768 + 1390, 65_535, 65_536, 700_001, 1_200_000,
            size - 15 * 2048 - 1, size - 15 * 2048, size - 1,
        ]
        for offset in places {
            let bad = try damage("disc.iso", at: offset)
            let theirs = try Program.checkisomd5.run(bad, in: folder).status
            let ours = try verify(bad)
            #expect(ours.status == 0 || ours.status == 3 || ours.status == 64, "\(offset)")
            #expect((ours.status == 0) == (theirs == 0), "\(offset): \(ours.output)")
        }
    }

    @Test func `the fragments tell where the damage is`() throws {
        let size = try implant()
        let fragment = size / 21
        let bad = try damage("disc.iso", at: 10 * fragment)
        let end = try verify(bad, "--json")
        let object = try JSONSerialization.jsonObject(with: Data(end.stdout.utf8))
        let findings = (object as? [String: Any])?["findings"] as? [[String: Any]]
        let finding = try #require(findings?.first { $0["kind"] as? String == "isomd5sum" })
        let first = try #require(finding["firstLBA"] as? Int) * Sector.size
        let last = (try #require(finding["lastLBA"] as? Int) + 1) * Sector.size
        #expect(first <= 10 * fragment && 10 * fragment < last)
        #expect(last - first < 2 * fragment + 65_536)
    }

    @Test func `an image that ends before its sum does is wrong`() throws {
        let size = try implant()
        let bad = try damage("disc.iso", at: size - 40 * 2048, cut: true)
        #expect(try Program.checkisomd5.run(bad, in: folder).status == 1)
        let end = try verify(bad)
        #expect(end.status == 3)
        #expect(end.stdout.contains("FAILED  size: too short: its filesystem has"))
    }

    // MARK: libisofs

    /// Whether xorriso finds all checksum tags right.
    private func xorrisoAgrees(_ image: String) throws -> Bool {
        let end = try Program.xorriso.run(
            "-abort_on", "NEVER", "-md5", "on", "-indev", image, "-check_media", "use=indev",
            "what=disc", "--", in: folder)
        return end.output.contains("Found matching MD5") && !end.output.contains("NON-MATCHING")
            && !end.output.contains("md5_mismatch")
    }

    @Test(arguments: [false, true])
    func `checksum tags are right where xorriso says so`(hasTwoSessions: Bool) throws {
        try succeed(
            Program.xorriso.run(
                "-md5", "on", "-outdev", "disc.iso", "-map", "tree", "/", in: folder))
        if hasTwoSessions {
            try succeed(
                Program.xorriso.run(
                    "-md5", "on", "-dev", "disc.iso", "-map", "tree/c.txt", "/d.txt", "-commit",
                    in: folder))
        }
        let sessions = hasTwoSessions ? "2 sessions" : "the session"
        let end = try verify("disc.iso")
        #expect(end.status == 0, "\(end.output)")
        #expect(
            end.stdout.contains(
                "ok      checksums of libisofs: the checksum tags of \(sessions) are right\n"))
        #expect(try xorrisoAgrees("disc.iso"))
        for sector in [3, 16, 49, 50, 52, 56, 60, 700, 900] {
            let bad = try damage("disc.iso", at: sector * Sector.size + 40)
            let ours = try verify(bad)
            let theirs = try xorrisoAgrees(bad)
            #expect((ours.status == 0) == theirs, "LBA \(sector): \(ours.output)")
        }
    }

    // MARK: Lists

    @Test func `a list of checksums is compared with the image named in it`() throws {
        try succeed(
            Program.genisoimage.run("-quiet", "-R", "-o", "disc.iso", "tree", in: folder))
        for program in ["md5sum", "sha1sum", "sha256sum", "sha512sum"] {
            for tag in [[], ["--tag"]] {
                let list = try Program.named(program).run(tag + ["disc.iso"], in: folder)
                try folder.write("SUMS", list.stdout)
                #expect(try verify("disc.iso", "--checksums", "SUMS").status == 0)
            }
        }
        let bad = try damage("disc.iso", at: 500_000)
        try folder.write(
            "SUMS", folder.text("SUMS").replacing("disc.iso", with: "bad.iso"))
        let end = try verify(bad, "--checksums", "SUMS")
        #expect(end.status == 3)
        #expect(end.stdout.contains("FAILED  list of checksums: SHA-512 is "))
        #expect(
            end.stdout.hasSuffix("bad.iso has changed, or is another edition than the listed one\n")
        )
        #expect(try verify("disc.iso", "--checksums", "SUMS").status == 64)
        #expect(try verify("disc.iso", "--checksums", "NONE").status == 6)
        #expect(try verify("disc.iso").status == 64)
    }

    @Test func `what is no DAT file is refused, before the image is read`() throws {
        try folder.write("disc.iso", [UInt8](repeating: 0, count: 40_960))
        try folder.write("list.dat", "<html><game/></html>")
        let end = try verify("disc.iso", "--dat", "list.dat")
        #expect(end.status == 64)
        #expect(end.stdout == "")
        #expect(end.stderr == "isorip: list.dat is not a DAT file in Logiqx XML\n")
        let missing = try verify("disc.iso", "--dat", "other.dat")
        #expect(missing.stderr == "isorip: other.dat does not exist; check the spelling\n")
    }

    @Test func `an image is found in a DAT file by the sums of other programs`() throws {
        try succeed(
            Program.genisoimage.run("-quiet", "-R", "-o", "disc.iso", "tree", in: folder))
        let sha1 = try Program.named("sha1sum").run("disc.iso", in: folder).stdout.prefix(40)
        let size = folder.bytes("disc.iso").count
        try folder.write(
            "list.dat",
            """
            <datafile><game name="A Disc (Europe)">
            <rom name="A Disc.iso" size="\(size)" sha1="\(sha1)"/></game></datafile>
            """)
        let end = try verify("disc.iso", "--dat", "list.dat")
        #expect(end.status == 0)
        let match = "A Disc (Europe): A Disc.iso (size, SHA-1)"
        #expect(end.stdout.contains("ok      DAT file: \(match)\n"))
        let bad = try damage("disc.iso", at: 500_000)
        let other = try verify(bad, "--dat", "list.dat")
        #expect(other.status == 3)
        #expect(other.stdout.contains("no file of this size with these checksums among 1\n"))
        try folder.write("list.dat", "<html></html>")
        #expect(try verify("disc.iso", "--dat", "list.dat").status == 64)
    }

    // MARK: Files

    /// Makes an image whose files are listed in it, some of them through a link.
    private func makeListedImage() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("tree/stable"), withDestinationPath: "./sub")
        for (program, list) in [("md5sum", "md5sum.txt"), ("sha256sum", "SHA256SUMS")] {
            let end = try Program.named(program).run(
                ["./a.bin", "./sub/b.bin", "./stable/b.bin", "c.txt"],
                in: URL(filePath: folder.path("tree")))
            try succeed(end)
            try folder.write("tree/\(list)", end.stdout)
        }
        try succeed(
            Program.genisoimage.run("-quiet", "-J", "-R", "-o", "disc.iso", "tree", in: folder))
    }

    @Test func `files are checked against the lists among them`() throws {
        try makeListedImage()
        let end = try verify("disc.iso")
        #expect(end.status == 0, "\(end.output)")
        #expect(
            end.stdout.contains("ok      checksums of files: 4 files of md5sum.txt are right\n"))
        #expect(
            end.stdout.contains("ok      checksums of files: 4 files of SHA256SUMS are right\n"))
        let bytes = folder.bytes("tree/sub/b.bin")
        let place = try #require(
            folder.data("disc.iso").range(of: Data(bytes.prefix(4096)))?.lowerBound)
        let bad = try verify(damage("disc.iso", at: place + 100_000))
        #expect(bad.status == 3)
        #expect(
            bad.stdout.contains(
                "2 of 4 files of md5sum.txt are not: ./sub/b.bin, ./stable/b.bin\n"))
    }

    @Test func `a list that names what is not there, or climbs out, fails`() throws {
        let sum = String(repeating: "0", count: 32)
        try folder.write("tree/md5sum.txt", "\(sum)  ./none\n\(sum)  ../../../etc/passwd\n")
        try succeed(Program.genisoimage.run("-quiet", "-R", "-o", "disc.iso", "tree", in: folder))
        let end = try verify("disc.iso")
        #expect(end.status == 3)
        #expect(
            end.stdout.contains(
                "2 of 2 files of md5sum.txt are not: ./none (not on the disc), "
                    + "../../../etc/passwd (not on the disc)\n"))
    }

    @Test func `files with sectors that were never rescued are only counted`() throws {
        try makeListedImage()
        let size = folder.bytes("disc.iso").count
        let place = try #require(
            folder.data("disc.iso").range(of: Data(folder.bytes("tree/a.bin").prefix(4096))))
        var map = SectorMap(sectorCount: size / Sector.size)
        map.mark(map.range, as: .rescued)
        map.mark(SectorRange(start: place.lowerBound / Sector.size + 3, count: 1), as: .unreadable)
        let file = Mapfile(
            map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try folder.write("disc.iso.map", file.text())
        let end = try verify("disc.iso")
        #expect(end.status == 2, "\(end.output)")
        #expect(
            end.stdout.contains("3 files of md5sum.txt are right, 1 not rescued as a whole\n"))
    }

    @Test func `the list of the last session is checked, which is what a system shows`() throws {
        let right = String(repeating: "second 1 ", count: 900)
        var sums = RunningSums()
        sums.update(Array(right.utf8).span)
        let digits = sums.finish().md5
        for isRight in [true, false] {
            let sum = isRight ? digits : String(digits.reversed())
            let folder = try TwoSessions.make(list: "\(sum)  folder/second-1.txt\n")
            let end = try Program.isorip.run("verify", "disc.iso", in: folder)
            let what = isRight ? "1 files of md5sum.txt are right" : "1 of 1 files of md5sum.txt"
            #expect(end.stdout.contains("checksums of files: \(what)"), "\(end.output)")
        }
    }

    // MARK: The record

    @Test func `without the disc the record tells which MiB has changed`() throws {
        let disc = try folder.write("disc.txt", "disc CD-ROM\nsize 2000\n")
        try succeed(
            Program.isorip.run(
                ["rip", "--simulate", disc, "-o", "disc.iso", "--no-verify"], in: folder.url))
        #expect(try verify("disc.iso").status == 0)
        var bytes = folder.bytes("disc.iso")
        bytes[600 * Sector.size] ^= 1
        try folder.write("disc.iso", bytes)
        let end = try verify("disc.iso")
        #expect(end.status == 3)
        #expect(
            end.stdout.contains(
                "FAILED  record: SHA-256, SHA-1, MD5, CRC-32 of the record are of something else\n")
        )
        #expect(end.stdout.contains("1 piece changed since the disc was read\n"))
        #expect(end.stdout.contains("          LBA 512-1023\n"))
        let history = try folder.record()["verifications"] as? [[String: Any]] ?? []
        #expect(history.map { $0["verdict"] as? String } == ["identical", "different"])
    }
}
