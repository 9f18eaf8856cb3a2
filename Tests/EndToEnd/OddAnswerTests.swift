import Foundation
import RescueCore
import Testing

/// Drives that answer what no manual has: each rip ends, and tells the truth.
@Suite struct OddAnswerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func rip(_ lines: String, _ more: String...) throws -> Consequences {
        try folder.write("disc.txt", "disc CD-ROM\nsize 20000\nlabel ODD\n\(lines)\n")
        return try Program.isorip.run(SmallDisc.ripping() + more, in: folder.url)
    }

    /// The seconds that the rescue itself took, in the drive's own time.
    private func seconds() throws -> Double {
        let history = try folder.record()["history"] as? [[String: Any]] ?? []
        return history.compactMap { $0["seconds"] as? Double }.reduce(0, +)
    }

    @Test func `a wrong track type at the end of a pressed disc is damage`() throws {
        let end = try rip("sense 19998 2 05/64/00")
        #expect(end.status == 2)
        #expect(folder.data("disc.iso").count == 20_000 * Sector.size)
        #expect(try folder.map()?.count(of: .rescued) == 19_998)
    }

    @Test(arguments: [16, 17, 256], ["once", "every-other"])
    func `a descriptor that is misread locks no disc out`(lba: Int, wrongness: String) throws {
        let first = try rip("wrong \(lba) 1 \(wrongness)", "--max-time", "3", "--no-verify")
        #expect(first.status == 2, "\(first.output)")
        let second = try rip("", "--no-verify")
        #expect(second.status == 0, "\(second.output)")
    }

    @Test(arguments: ["02/3A/00", "02/04/01", "06/29/00", "06/28/00"])
    func `what only one sector answers is damage there`(sense: String) throws {
        let end = try rip("sense 1000 1 \(sense)", "--no-verify", "--max-time", "1h")
        #expect(end.status == 2, "\(end.output)")
        #expect(try folder.map()?.count(of: .rescued) == 19_999)
        #expect(try folder.map()?.status(at: 1000) == .unreadable)
        #expect(try seconds() < 120)
    }

    @Test func `descriptors that take long are not read after every command`() throws {
        let end = try rip("slow 16 2 s=11\nslow 256 1 s=11", "--no-verify")
        #expect(end.status == 0)
        // The three of them once to know the disc, once for the image, and all else.
        #expect(try seconds() < 120)
    }

    @Test(arguments: [40, 200, 500])
    func `a swap to a disc with the same descriptors is noticed`(command: Int) throws {
        // The other disc has the label and the size of this one, and so its descriptors.
        let end = try rip("seed 1\nevent change at-command \(command) seed=2 label=ODD")
        #expect(end.status == 4, "\(end.output)")
        try folder.write("disc.txt", "disc CD-ROM\nsize 20000\nlabel ODD\nseed 1\n")
        let again = try Program.isorip.run(SmallDisc.ripping() + ["-q"], in: folder.url)
        #expect(again.status == 0, "\(again.output)")
    }

    @Test func `a drive that is lost in the second pass accuses no sector`() throws {
        #expect(try rip("", "--no-verify").status == 0)
        // What a drive gives shortly before it is gone is not to be believed.
        try folder.write(
            "disc.txt",
            "disc CD-ROM\nsize 20000\nlabel ODD\nwrong 6016 32 once\nevent gone at-command 480\n")
        let end = try Program.isorip.run(
            ["verify", "disc.iso", "--simulate", "disc.txt", "--patience", "1s"], in: folder.url)
        #expect(end.status == 5, "\(end.output)")
        #expect(end.stdout.contains("no difference so far"))
        #expect(!end.stdout.contains("LBA"))
    }

    /// Sectors 16 and 17 are alike, and 256 could not be read when the disc was looked at first.
    @Test(arguments: [9, 14, 22, 300])
    func `a silent swap before the first checkpoint is noticed`(command: Int) throws {
        try folder.write(
            "disc.txt",
            """
            disc DVD-ROM
            size \(command < 100 ? 600 : 30_000)
            label ODD
            first 256 1 n=1
            event change at-command \(command) seed=2 label=ODD silent

            """)
        let end = try Program.isorip.run(SmallDisc.ripping() + ["--no-verify"], in: folder.url)
        #expect(end.status == 4, "\(end.output)")
        #expect(try folder.map()?.count(of: .rescued) == 0)
    }

    @Test(arguments: 1...9)
    func `a drive that is not ready for a while is waited for`(command: Int) throws {
        let end = try rip("event not-ready at-command \(command) s=3", "--no-verify")
        #expect(end.status == 0, "\(end.output)")
    }

    @Test func `a drive that fails everything in a rescue of stages ends it`() throws {
        let end = try rip("decline commands=450 errors=1", "--effort", "quick", "--skip-unused")
        #expect(end.status == 2 || end.status == 5, "\(end.output)")
    }
}
