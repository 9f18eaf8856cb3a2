import Foundation
import RescueCore
import Testing

/// An output that fails while it is written: the rip ends, and goes on where it was.
@Suite struct VanishingOutputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
    }

    private func ripping(to output: String, _ more: String...) -> [String] {
        ["rip", "--simulate", "disc.txt", "-o", output] + more
    }

    @Test func `a disk with too little room is refused before the start`() throws {
        let disk = try SmallFileSystem(on: folder, name: "disk", options: "size=1m")
        let before = FolderSnapshot(of: folder)
        let end = try Program.isorip.run(ripping(to: "disk/disc.iso"), in: folder.url)
        #expect(end.status == 6)
        #expect(end.stderr.contains(#/^isorip: .*disk/disc\.iso: 4096000 bytes are needed and /#))
        #expect(end.stderr.hasSuffix("; make room or choose another place with -o\n"))
        #expect(end.stderr.count { $0 == "\n" } == 1)
        #expect(FolderSnapshot(of: folder) == before)
        withExtendedLifetime(disk) {}
    }

    @Test func `a disk that gets full in the middle costs nothing that was read before`() throws {
        let disk = try SmallFileSystem(on: folder, name: "disk", options: "size=6m")
        let rip = try Program.isorip.start(
            ripping(to: "disk/disc.iso", "--pace", "10"), in: folder.url)
        #expect(rip.waitForStderr("copying SMALL"))
        let filler = [UInt8](repeating: 1, count: 4 << 20)
        try folder.write("disk/filler", filler)
        let end = try rip.finish()
        #expect(end.status == 6)
        #expect(
            end.stderr.hasSuffix(
                """
                : the disk is full; make room and run the same command again: \
                it goes on from here

                """))
        let truth = try SmallDisc.cleanCD.truth()
        #expect(try folder.firstFalseClaim(against: truth, image: "disk/disc.iso") == nil)

        try FileManager.default.removeItem(atPath: folder.path("disk/filler"))
        let resumed = try Program.isorip.run(ripping(to: "disk/disc.iso"), in: folder.url)
        #expect(resumed.status == 0)
        let isIdentical = folder.data("disk/disc.iso") == truth
        #expect(isIdentical)
        withExtendedLifetime(disk) {}
    }

    @Test func `a resume needs room for what is missing, not for sectors of zeros`() throws {
        let disk = try SmallFileSystem(on: folder, name: "disk", options: "size=1m")
        let head = "disc CD-ROM\nsize 20000\ncontent sparse\n"
        try folder.write("disc.txt", head + "dead 9000 4\n")
        // The first run needs room for all that might be on the disc.
        try disk.remount("size=64m")
        #expect(
            try Program.isorip.run(ripping(to: "disk/disc.iso"), in: folder.url).status == 2)
        try disk.remount("size=1m")
        try folder.write("disc.txt", head)
        let end = try Program.isorip.run(ripping(to: "disk/disc.iso"), in: folder.url)
        #expect(end.status == 0, "\(end)")
        withExtendedLifetime(disk) {}
    }

    @Test func `a read-only file system is refused`() throws {
        let disk = try SmallFileSystem(on: folder, name: "disk", options: "size=6m,ro")
        let end = try Program.isorip.run(ripping(to: "disk/disc.iso"), in: folder.url)
        #expect(
            end
                == Consequences(
                    status: 6, stdout: "",
                    stderr: """
                        isorip: cannot make files in disk: the file system is read-only; \
                        choose another place with -o

                        """))
        withExtendedLifetime(disk) {}
    }

    @Test(arguments: ["disc.iso", "disc.iso and companions", "folder"])
    func `an output that is removed meanwhile ends the rip`(removed: String) throws {
        try folder.makeFolder("out")
        let rip = try Program.isorip.start(
            ripping(to: "out/disc.iso", "--pace", "30"), in: folder.url)
        #expect(rip.waitForStderr("copying SMALL"))
        if removed == "folder" {
            try FileManager.default.removeItem(atPath: folder.path("out"))
        } else {
            try FileManager.default.removeItem(atPath: folder.path("out/disc.iso"))
        }
        if removed == "disc.iso and companions" {
            try FileManager.default.removeItem(atPath: folder.path("out/disc.iso.map"))
            try FileManager.default.removeItem(atPath: folder.path("out/disc.iso.json"))
        }
        let end = try rip.finish()
        #expect(end.status == 6)
        let last = end.stderr.split(separator: "\n").last ?? ""
        #expect(last.hasPrefix("isorip: cannot write out/disc.iso: it was removed"))
    }
}
