import Foundation
import RescueCore
import Testing

/// `isorip report`, from end to end.
@Suite struct ReportTests {
    private let image: DamagedImage

    init() throws {
        image = try DamagedImage()
    }

    private func report() throws -> (verdict: String, json: [String: Any]) {
        let json = try #require(try image.json("report", "disc.iso").first)
        return (json["verdict"] as? String ?? "", json)
    }

    private func entries(_ key: String, _ json: [String: Any]) -> [[String: Any]] {
        json[key] as? [[String: Any]] ?? []
    }

    @Test func `an image without a map is not known to be damaged, and no more`() throws {
        let end = try image.isorip("report", "disc.iso")
        #expect(end.status == 0)
        #expect(end.stderr == "")
        #expect(end.stdout.hasPrefix("disc.iso: nothing is known to be missing, for it has no map"))
        #expect(!end.stdout.contains("100.0 % read"))
        #expect(try report().verdict == "unproven")
        #expect(image.folder.names == ["disc.iso", "tree"])
        try image.damage()
        let whole = try image.isorip("report", "disc.iso")
        #expect(whole.status == 0)
        #expect(whole.stdout.hasPrefix("disc.iso: nothing is missing; it holds 7 files\n"))
        #expect(try report().verdict == "intact")
    }

    @Test func `a hurt file is named, with how much of it is missing and where`() throws {
        let start = try image.lba(of: "/music/two.bin")
        try image.damage(SectorRange(start: start + 10, count: 2))
        let end = try image.isorip("report", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stdout.contains("2 sectors are missing (4.10 kB of "))
        #expect(end.stdout.contains("; 1 of 7 files is damaged\n"))
        #expect(end.stdout.contains("LBA \(start + 10)-\(start + 11): /music/two.bin\n"))
        #expect(
            end.stdout.contains(
                "/music/two.bin: 4,096 of 200,000 bytes are missing (bytes 20,480-24,575)\n"))
        let (verdict, json) = try report()
        #expect(verdict == "damaged")
        let file = try #require(entries("hurtFiles", json).first)
        #expect(file["path"] as? String == "/music/two.bin")
        #expect(file["badBytes"] as? Int == 4096)
        #expect((file["missing"] as? [[String: Int]]) == [["first": 20480, "last": 24575]])
        #expect(entries("damage", json).first?["holds"] as? [String] == ["/music/two.bin"])
    }

    @Test func `that no file is affected is said as such`() throws {
        try image.damage(SectorRange(start: image.sectorCount - 3, count: 2))
        let end = try image.isorip("report", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stdout.contains(", and no file is affected\n"))
        #expect(end.stdout.contains(": no file (padding, free space or run-out)\n"))
        #expect(try report().verdict == "harmless")
    }

    @Test func `a hurt directory leaves open which files are affected`() throws {
        let listing = try Program.isoinfo.run("-l", "-R", "-i", "disc.iso", in: image.folder)
        let lines = listing.stdout.split(separator: "\n")
        let line = try #require(lines.first { $0.hasSuffix(" music ") })
        let lba = try #require(line.firstMatch(of: #/\[ *(\d+) /#).flatMap { Int($0.1) })
        try image.damage(SectorRange(start: lba, count: 1))
        let end = try image.isorip("report", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stdout.contains("is not known, because of 1 damaged directory\n"))
        #expect(end.stdout.contains("/music: what is in it, and below, is not known\n"))
        #expect(try report().verdict == "unknown")
    }

    @Test func `without a filesystem nothing is claimed of files`() throws {
        try image.damage(SectorRange(16, 30))
        let end = try image.isorip("report", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stdout.contains("no filesystem can be read"))
        #expect(!end.stdout.contains("no file is affected"))
        #expect(try report().verdict == "unknown")
    }

    @Test func `what a machine starts from is told, with what is missing of it`() throws {
        let start = try image.lba(of: "/boot/loader.bin")
        let good = try image.isorip("report", "disc.iso").stdout
        #expect(good.contains("BIOS, no emulation: /boot/loader.bin at LBA \(start), readable\n"))
        #expect(good.contains("mount -o loop,ro disc.iso /mnt\n"))
        #expect(good.contains("udisksctl loop-setup -r -f disc.iso\n"))
        #expect(good.contains("qemu-system-x86_64 -m 2G -cdrom disc.iso\n"))
        try image.damage(SectorRange(start: start + 3, count: 1))
        let hurt = try image.isorip("report", "disc.iso").stdout
        #expect(hurt.contains("LBA \(start), damaged, 2,048 bytes are missing\n"))
    }

    @Test func `a name of the disc does not steer the terminal`() throws {
        let start = try image.lba(of: "/" + DamagedImage.control)
        try image.damage(SectorRange(start: start, count: 1))
        let end = try image.isorip("report", "disc.iso")
        #expect(end.stdout.contains("/tricky ?[31m? name.txt: all 7 bytes are missing\n"))
        #expect(!end.stdout.contains("\u{1B}"))
    }

    @Test func `an image that was cut lacks the files behind its end`() throws {
        let start = try image.lba(of: "/music/two.bin")
        let bytes = image.folder.bytes("disc.iso").prefix((start + 1) * Sector.size)
        try image.folder.write("disc.iso", Array(bytes))
        let end = try image.isorip("report", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stdout.contains(" sectors before its volume does; 2 of 7 files are damaged\n"))
        #expect(end.stdout.contains("it was cut off, or not all of the disc was copied\n"))
    }

    @Test func `what the disc never had is no damage`() throws {
        try image.folder.write("disc.txt", "disc CD-ROM\nsize 2000\nlabel SMALL\n")
        let ripped = try image.isorip("rip", "--simulate", "disc.txt", "-o", "small.iso", "-q")
        #expect(ripped.status == 0)
        #expect(try image.isorip("report", "small.iso").status == 0)
        let record = image.folder.text("small.iso.json").replacing(
            "\"fingerprint\"",
            with: """
                "excluded" : [{"start" : 1990, "end" : 2000, "reason" : "gap"}], "fingerprint"
                """)
        try image.folder.write("small.iso.json", record)
        let map = image.folder.text("small.iso.map").replacing(
            #/0x0+ +0x003E8000 +\+/#, with: "0x0 0x3E3000 +\n0x3E3000 0x5000 ?")
        try image.folder.write("small.iso.map", map)
        let end = try image.isorip("report", "small.iso")
        #expect(end.status == 0, "\(end.stdout)")
        #expect(end.stdout.contains("; 10 no data on the disc\n"))
    }

    @Test(arguments: [("none.iso", "does not exist"), ("tree", "is a directory")])
    func `what cannot be looked into is refused`(name: String, reason: String) throws {
        let end = try image.isorip("report", name)
        #expect(end.status == 6)
        #expect(end.stderr.hasPrefix("isorip: \(name) \(reason)"))
        #expect(end.stdout == "")
    }
}
