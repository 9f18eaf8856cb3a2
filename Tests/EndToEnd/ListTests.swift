import RescueCore
import Testing

/// `isorip ls`, from end to end.
@Suite struct ListTests {
    private let image: DamagedImage

    init() throws {
        image = try DamagedImage()
    }

    @Test func `every file is listed with its state, and names do not steer the terminal`() throws {
        let start = try image.lba(of: "/music/two.bin")
        try image.damage(SectorRange(start: start + 1, count: 1))
        let end = try image.isorip("ls", "disc.iso")
        #expect(end.status == 2)
        #expect(end.stderr == "")
        let lines = Set(end.stdout.split(separator: "\n"))
        #expect(lines.contains("ok             100000                /music/one.bin"))
        #expect(lines.contains("damaged        200000         -2048  /music/two.bin"))
        #expect(lines.contains("ok                  7                /tricky ?[31m? name.txt"))
        #expect(lines.contains { $0.hasSuffix(" /absolute -> /etc/hosts") })
        // Seven files and three links.
        #expect(lines.count == 10)
    }

    @Test func `a directory is listed with what is below it, and a file alone`() throws {
        let start = try image.lba(of: "/music/two.bin")
        try image.damage(SectorRange(start: start + 1, count: 1))
        let music = try image.json("ls", "disc.iso", "music/deep/")
        #expect(music.map { $0["path"] as? String } == ["/music/deep/three.bin"])
        let file = try image.json("ls", "disc.iso", "/music/two.bin")
        #expect(file.count == 1)
        #expect(file.first?["state"] as? String == "damaged")
        #expect(file.first?["badBytes"] as? Int == 2048)
        #expect(file.first?["size"] as? Int == 200_000)
        #expect(try image.isorip("ls", "disc.iso", "/music/one.bin").status == 0)
    }

    @Test func `a file whose directory is lost is found in another tree`() throws {
        let both = try DamagedImage("-r", "-J")
        let listing = try Program.isoinfo.run("-l", "-R", "-i", "disc.iso", in: both.folder)
        let line = try #require(
            listing.stdout.split(separator: "\n").first { $0.hasSuffix(" music ") })
        let lba = try #require(line.firstMatch(of: #/\[ *(\d+) /#).flatMap { Int($0.1) })
        try both.damage(SectorRange(start: lba, count: 1))
        let end = try both.isorip("ls", "disc.iso", "/music")
        #expect(end.status == 2)
        #expect(end.stdout.contains("/music/one.bin (in a further tree, Joliet)\n"))
        #expect(end.stdout.contains("  /music/\n"))
    }

    @Test func `a path that the image does not have is told`() throws {
        let end = try image.isorip("ls", "disc.iso", "/none")
        #expect(end.status == 64)
        #expect(end.stdout == "")
        #expect(end.stderr == "isorip: /none: not in disc.iso; isorip ls lists what there is\n")
    }
}
