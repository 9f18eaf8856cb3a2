import Foundation
import RescueCore
import Testing

/// GNU ddrescue and isorip go on with each other's work.
@Suite struct DdrescueTakeoverTests {
    private let folder: TemporaryFolder
    private let truth: Data

    init() throws {
        folder = try TemporaryFolder()
        truth = try SmallDisc.cleanCD.truth()
        try folder.write("source.iso", [UInt8](truth))
    }

    private func ddrescue(_ options: String...) throws -> Consequences {
        let files = ["source.iso", "disc.iso", "disc.iso.map"]
        return try Program.named("ddrescue").run(["-q"] + options + files, in: folder.url)
    }

    private func expectWholeDisc(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let isIdentical = folder.data("disc.iso") == truth
        #expect(isIdentical, sourceLocation: sourceLocation)
        #expect(try folder.map()?.isComplete == true, sourceLocation: sourceLocation)
    }

    /// Leaves a rip of the source that stopped early, with holes in what was read.
    private func beginRip() throws -> Consequences {
        try folder.write(
            "disc.txt",
            """
            disc CD-ROM
            content image \(folder.path("source.iso"))
            drive speed=1
            dead 100 3
            dead 600 1

            """)
        return try Program.isorip.run(
            SmallDisc.ripping("disc.txt", "--max-time", "30"), in: folder.url)
    }

    @Test func `ddrescue finishes what isorip began`() throws {
        #expect(try beginRip().status == 2)
        let map = try #require(try folder.map())
        #expect(map.count(of: .rescued) > 0 && map.count(of: .untried) > 0)
        // What isorip gave up already is read by a retry only.
        let end = try ddrescue("-d", "-b", "2048", "-r", "1")
        // Some file systems have no direct access.
        if end.status != 0 { #expect(try ddrescue("-b", "2048", "-r", "1").status == 0) }
        try expectWholeDisc()
    }

    @Test func `isorip finishes what isorip began and ddrescue went on with`() throws {
        #expect(try beginRip().status == 2)
        #expect(try ddrescue("-b", "2048", "-i", "3MiB", "-s", "256KiB").status == 0)
        #expect(try folder.map()?.isComplete == false)
        try folder.write(
            "disc.txt", "disc CD-ROM\ncontent image \(folder.path("source.iso"))\n")
        let end = try Program.isorip.run(SmallDisc.ripping(), in: folder.url)
        #expect(end.status == 0, "\(end.stderr)")
        try expectWholeDisc()
        #expect(try folder.record()["state"] as? String == "complete")
    }

    @Test func `isorip finishes what ddrescue began`() throws {
        #expect(try ddrescue("-b", "2048", "-i", "1MiB", "-s", "1MiB").status == 0)
        let end = try Program.isorip.run(["rip", "source.iso", "-o", "disc.iso"], in: folder.url)
        #expect(end.status == 0, "\(end.stderr)")
        #expect(end.stderr.hasPrefix("resuming disc.iso from SMALL (4.10 MB): 25.6 % are there\n"))
        try expectWholeDisc()
    }

    @Test func `isorip reads what ddrescue could not`() throws {
        try folder.write(
            "damage.map",
            """
            0x0 +
            0x00000000 0x00064000 +
            0x00064000 0x00001800 -
            0x00065800 0x00182800 +
            0x001E8000 0x00000800 -
            0x001E8800 0x001FF800 +

            """)
        #expect(try ddrescue("-b", "2048", "-H", "damage.map").status == 0)
        #expect(try folder.map()?.count(of: .unreadable) == 4)
        let end = try Program.isorip.run(["rip", "source.iso", "-o", "disc.iso"], in: folder.url)
        #expect(end.status == 0, "\(end.stderr)")
        try expectWholeDisc()
    }

    @Test func `a map that counts in bytes is taken over by whole sectors`() throws {
        #expect(try ddrescue("-b", "512", "-i", "1000", "-s", "100001").status == 0)
        let end = try Program.isorip.run(["rip", "source.iso", "-o", "disc.iso"], in: folder.url)
        #expect(end.status == 0, "\(end.stderr)")
        try expectWholeDisc()
    }

    @Test func `what ddrescue took from another disc is refused`() throws {
        var other = truth
        for lba in stride(from: 20, to: 2000, by: 7) { other[lba * Sector.size] ^= 1 }
        try folder.write("source.iso", [UInt8](other))
        #expect(try ddrescue("-b", "2048", "-s", "2MiB").status == 0)
        try folder.write("source.iso", [UInt8](truth))
        let image = folder.data("disc.iso")
        let end = try Program.isorip.run(["rip", "source.iso", "-o", "disc.iso"], in: folder.url)
        // Only samples can be compared: this says that they are, where they differ.
        if end.status == 4 {
            #expect(folder.data("disc.iso") == image)
        } else {
            Issue.record("samples did not tell the discs apart: \(end)")
        }
    }
}
