import Foundation
import RescueCore
import Testing

@testable import isorip

/// An image goes on only with the disc that it was made from.
@Suite struct WrongDiscTests {
    private static let disc = SmallDisc(
        description: "CD", head: ["disc CD-ROM", "size 2000", "drive speed=1"])
    private static let first = ["seed 1", "label FIRST"]

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func insert(_ lines: [String], size: Int = 2000) throws {
        try folder.write(
            "disc.txt",
            "disc CD-ROM\nsize \(size)\ndrive speed=1\n" + lines.joined(separator: "\n") + "\n")
    }

    private func rip(_ more: String...) throws -> Consequences {
        try Program.isorip.run(SmallDisc.ripping() + more, in: folder.url)
    }

    private func truth() throws -> Data {
        try SmallDisc(
            description: "first", head: ["disc CD-ROM", "size 2000", "drive speed=1"] + Self.first
        ).truth()
    }

    @Test(
        arguments: [
            ["seed 2", "label FIRST"], ["seed 1", "label SECOND"], ["seed 2", "label OTHER"],
        ],
        [true, false])
    func `another disc is refused, whether the image is complete or not`(
        other: [String], isComplete: Bool
    ) throws {
        try insert(Self.first)
        #expect(try rip("--max-time", isComplete ? "1h" : "10").status == (isComplete ? 0 : 2))
        try insert(other)
        let before = FolderSnapshot(of: folder)
        let end = try rip()
        #expect(end.status == 4)
        #expect(end.stdout == "")
        #expect(end.stderr.hasPrefix("isorip: disc.iso was made from another disc (LBA "))
        #expect(end.stderr.hasSuffix("; insert that one, or give this one another name with -o\n"))
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test(arguments: [1999, 2001, 100_000])
    func `a disc of another size is refused`(size: Int) throws {
        try insert(Self.first)
        #expect(try rip("--max-time", "10").status == 2)
        try insert(Self.first, size: size)
        let before = FolderSnapshot(of: folder)
        let end = try rip()
        #expect(end.status == 4)
        #expect(end.stderr.contains("it had 2,000 sectors, this one has \(Format.grouped(size))"))
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test(
        arguments: ["", " silent"],
        ["seed=2 label=OTHER", "seed=2 label=FIRST", "seed=1 label=OTHER", "seed=1 size=1500"])
    func `of a disc that comes in the middle nothing is recorded`(
        silent: String, other: String
    ) throws {
        for command in [15, 30, 60] {
            let folder = try TemporaryFolder()
            let text = Self.disc.script() + Self.first.joined(separator: "\n") + "\n"
            try folder.write(
                "disc.txt", text + "event change at-command \(command) \(other)\(silent)\n")
            let end = try Program.isorip.run(SmallDisc.ripping(), in: folder.url)
            #expect(end.status == 4, "changed at command \(command): \(end.stderr)")
            #expect(end.stderr.contains("isorip: another disc is in the drive now"))
            #expect(try folder.firstFalseClaim(against: truth()) == nil)
            #expect(try folder.record()["state"] as? String == "interrupted")

            try folder.write("disc.txt", text)
            let resumed = try Program.isorip.run(SmallDisc.ripping(), in: folder.url)
            #expect(resumed.status == 0, "\(resumed.stderr)")
            let isIdentical = try folder.data("disc.iso") == truth()
            #expect(isIdentical, "changed at command \(command)")
        }
    }

    @Test func `a drive that vanishes costs nothing that was confirmed`() throws {
        try insert(Self.first + ["event gone at-second 20"])
        let end = try rip()
        #expect(end.status == 5)
        #expect(end.stderr.contains("isorip: the drive was lost"))
        #expect(try folder.firstFalseClaim(against: truth()) == nil)
        try insert(Self.first)
        #expect(try rip().status == 0)
        let isIdentical = try folder.data("disc.iso") == truth()
        #expect(isIdentical)
    }
}
