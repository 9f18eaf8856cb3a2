import Foundation
import RescueCore
import Testing

/// Images that are damaged and have neither map nor record: what the filesystem itself tells.
@Suite struct SilentDamageTests {
    private let image: DamagedImage

    init() throws {
        image = try DamagedImage()
    }

    /// What `report` says: its exit status, its text, and the verdict and the status in its JSON.
    private func report() throws -> (status: Int32, text: String, json: String) {
        let end = try image.isorip("report", "disc.iso")
        let json = try #require(try image.json("report", "disc.iso").first)
        let verdict = json["verdict"] as? String ?? "none"
        return (end.status, end.stdout, "\(verdict) \(json["status"] as? Int ?? -1)")
    }

    private func verdictOfPage() throws -> String? {
        let page = try image.isorip("report", "disc.iso", "--html", "-").stdout
        return page.firstMatch(of: #/<p class="verdict (\w+)">([^<]*)</#).map { "\($0.1): \($0.2)" }
    }

    @Test func `a page says no more than is known`() throws {
        #expect(try verdictOfPage() == "unproven: Not known to be damaged")
        try image.damage()
        #expect(try verdictOfPage() == "intact: Intact")
    }

    @Test func `a zeroed directory is told by report, ls and extract`() throws {
        try image.zero(SectorRange(start: image.lbaOfMusic(), count: 1))
        let (status, text, json) = try report()
        #expect(status == 2 && json == "unknown 2")
        #expect(
            text.hasPrefix(
                """
                disc.iso: no sector is known to be missing, but its filesystem is damaged; which \
                files are affected is not known, because of 1 damaged directory

                """))
        #expect(text.contains("/music: its records are damaged; files in it, and below, may be"))
        #expect(try verdictOfPage() == "unknown: Not known")
        for path in ["/", "/music"] {
            let list = try image.isorip("ls", "disc.iso", path)
            #expect(list.status == 2)
            #expect(
                list.stderr
                    == "isorip: /music: a damaged directory; there may be more files than are named\n"
            )
        }
        let elsewhere = try image.isorip("ls", "disc.iso", "/boot")
        #expect(elsewhere.status == 0 && elsewhere.stderr == "")
        let copied = try image.isorip("extract", "disc.iso", "/", "-o", "out")
        #expect(copied.status == 2)
        #expect(copied.stderr.contains("isorip: /music: a damaged directory: there may be more in"))
    }

    @Test func `a zeroed directory that another tree has costs no name`() throws {
        let both = try DamagedImage("-r", "-J")
        try both.zero(SectorRange(start: both.lbaOfMusic(), count: 1))
        let end = try both.isorip("report", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stdout.contains("; no file is affected, but this is: directory\n"))
        let list = try both.isorip("ls", "disc.iso")
        #expect(list.status == 2 && list.stderr == "")
        #expect(list.stdout.contains("/music/one.bin (in a further tree, Joliet)\n"))
    }

    @Test func `a directory that ends with an empty sector is told, and is no damage`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        var builder = ISOBuilder(sectorCount: 64, rootSectors: 2)
        builder.directory(
            at: ISOBuilder.root, sectors: 2, [ISOBuilder.file("A;1", at: 30, size: 5)])
        try folder.write("disc.iso", builder.disc.bytes)
        let end = try Program.isorip.run("report", "disc.iso", in: folder)
        #expect(end.status == 0)
        #expect(
            end.stdout.contains(
                "directory of /, LBA 21: its last sectors hold nothing: made so, or"))
        let list = try Program.isorip.run("ls", "disc.iso", in: folder)
        #expect(list.status == 0)
        #expect(
            list.stderr.hasPrefix("/: the directory ends with empty sectors: made so, or lost "))
    }

    @Test func `a tree that is too deep is told by ls and extract`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        let deepest = 4100
        var builder = ISOBuilder(sectorCount: deepest + 100)
        for depth in 0..<deepest {
            builder.directory(
                at: ISOBuilder.root + depth,
                [ISOBuilder.file("D", at: ISOBuilder.root + depth + 1, size: 2048, flags: 2)])
        }
        builder.directory(
            at: ISOBuilder.root + deepest, [ISOBuilder.file("LEAF;1", at: 30, size: 5)])
        try folder.write("disc.iso", builder.disc.bytes)
        let list = try Program.isorip.run("ls", "disc.iso", in: folder)
        #expect(list.status == 2)
        #expect(
            list.stderr == """
                isorip: the tree of ISO 9660 is deeper or larger than is read here: there are more \
                files than are named

                """)
        #expect(try Program.isorip.run("report", "disc.iso", in: folder).status == 0)
    }

    @Test func `a zeroed volume descriptor is told by report, ls and extract`() throws {
        try image.zero(SectorRange(start: 16, count: 1))
        let (status, text, json) = try report()
        #expect(status == 2 && json == "unknown 2")
        #expect(text.contains("volume descriptor, LBA 16: not as it should be\n"))
        #expect(try verdictOfPage() == "unknown: Not known")
        let list = try image.isorip("ls", "disc.iso")
        #expect(list.status == 64)
        #expect(list.stderr.contains("disc.iso: it has no filesystem that can be read\n"))
    }

    @Test func `one of several volume descriptors is damage, too`() throws {
        let both = try DamagedImage("-r", "-J")
        try both.zero(SectorRange(start: 16, count: 1))
        let end = try both.isorip("report", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stdout.contains("; no file is affected, but this is: volume descriptor\n"))
        #expect(end.stdout.contains("Structures  volume descriptor, LBA 16\n"))
    }

    @Test func `a root that cannot be read is told`() throws {
        let root = try #require(
            UntrustedLBA.root(of: image.folder.bytes("disc.iso")))
        try image.zero(SectorRange(start: root, count: 1))
        let (status, _, json) = try report()
        #expect(status == 2 && json == "unknown 2")
        let list = try image.isorip("ls", "disc.iso")
        #expect(list.status == 2)
        #expect(
            list.stderr
                == "isorip: /: a damaged directory; there may be more files than are named\n")
    }

    @Test func `a zeroed boot catalog is told`() throws {
        let catalog = try image.lba(of: "/boot/loader.bin") - 1
        try image.zero(SectorRange(start: catalog, count: 1))
        let (status, text, json) = try report()
        #expect(status == 2 && json == "damaged 2", "\(text)")
        #expect(text.contains("; no file is affected, but this is: boot catalog\n"))
    }

    @Test func `an image that ends before its volume is short, whatever was lost with it`() throws {
        let bytes = image.folder.bytes("disc.iso")
        try image.folder.write("disc.iso", Array(bytes.dropLast(50 * Sector.size)))
        let (status, text, json) = try report()
        #expect(status == 2 && json == "harmless 2")
        #expect(
            text.hasPrefix(
                "disc.iso: it ends 50 sectors before its volume does, and no file is affected\n"))
        #expect(text.contains("size: the volume counts "))
        #expect(try image.json("report", "disc.iso").first?["missingBehindEnd"] as? Int == 50)
        #expect(try image.isorip("verify", "disc.iso").status == 3)
        #expect(try verdictOfPage() == "harmless: No file affected")
    }
}

/// Where the root directory lies, by the descriptor of an image.
private enum UntrustedLBA {
    static func root(of image: [UInt8]) -> LBA? {
        let field = 16 * Sector.size + 156 + 2
        guard image.count > field + 4 else { return nil }
        return (0..<4).reduce(0) { $0 | Int(image[field + $1]) << (8 * $1) }
    }
}
