import Foundation
import RescueCore
import Testing

/// An output that cannot be written is refused or given up in one sentence, and nothing is lost.
@Suite struct BadOutputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
    }

    private func rip(
        to output: String = "disc.iso", by program: Program = .isorip
    ) throws -> Consequences {
        try program.run(["rip", "--simulate", "disc.txt", "-o", output], in: folder.url)
    }

    /// Expects that a rip is refused with a sentence, and changes nothing.
    private func expectRefusal(
        _ sentence: String, to output: String = "disc.iso", by program: Program = .isorip,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = FolderSnapshot(of: folder)
        let end = try rip(to: output, by: program)
        #expect(
            end == Consequences(status: 6, stdout: "", stderr: "isorip: \(sentence)\n"),
            sourceLocation: sourceLocation)
        #expect(FolderSnapshot(of: folder) == before, sourceLocation: sourceLocation)
    }

    @Test(arguments: ["disc.iso", "disc.iso.json", "disc.iso.map", "disc.iso.sha256"])
    func `nothing that exists is overwritten`(name: String) throws {
        try folder.write(name, "precious\n")
        let before = FolderSnapshot(of: folder)
        let end = try rip()
        #expect(end.status == 6)
        #expect(end.stdout == "")
        #expect(end.stderr.hasPrefix("isorip: cannot "))
        #expect(end.stderr.contains("-o"))
        #expect(end.stderr.count { $0 == "\n" } == 1)
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test func `an image of somebody else's is refused`() throws {
        try folder.write("disc.iso", [UInt8](repeating: 1, count: 2000 * Sector.size))
        try expectRefusal(
            """
            cannot create disc.iso: it exists and is not an unfinished rip; \
            choose another name with -o
            """)
    }

    @Test func `a directory is refused`() throws {
        try folder.makeFolder("disc.iso")
        try expectRefusal(
            "cannot open disc.iso: it is a directory; give the name of a file with -o")
    }

    @Test func `a directory that is missing is not made`() throws {
        try expectRefusal(
            """
            cannot make files in no/folder: no such file or directory; \
            check the path, or make the directory first
            """, to: "no/folder/disc.iso")
    }

    @Test func `a pipe and a device are refused`() throws {
        #expect(try Program.named("mkfifo").run(["pipe.iso"], in: folder.url).status == 0)
        try expectRefusal(
            """
            cannot open pipe.iso: it is not an ordinary file; \
            give the name of a file with -o
            """, to: "pipe.iso")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("null.iso"), withDestinationPath: "/dev/null")
        try expectRefusal(
            """
            cannot open null.iso: it is not an ordinary file; \
            give the name of a file with -o
            """, to: "null.iso")
    }

    @Test func `a name that is too long is refused`() throws {
        let name = String(repeating: "x", count: 252)
        try expectRefusal(
            "cannot open \(name).json: the name is too long; choose a shorter name with -o",
            to: name)
    }

    @Test func `a directory in which nothing may be made is refused`() throws {
        try folder.makeFolder("closed")
        try folder.setMode(0o555, of: "closed")
        defer { try? folder.setMode(0o755, of: "closed") }
        try expectRefusal(
            "cannot make files in closed: permission denied; choose another place with -o",
            to: "closed/disc.iso", by: .bound)
    }

    @Test func `an unfinished image that may not be written is refused`() throws {
        let begun = try Program.isorip.run(
            SmallDisc.ripping("disc.txt", "--max-time", "10"), in: folder.url)
        #expect(begun.status == 2)
        try folder.setMode(0o444, of: "disc.iso")
        try expectRefusal(
            "cannot open disc.iso: permission denied; choose another place with -o", by: .bound)
    }

    @Test func `a second isorip on the same image is refused`() throws {
        let first = try Program.isorip.start(
            SmallDisc.ripping("disc.txt", "--pace", "15"), in: folder.url)
        #expect(first.waitForStderr("copying SMALL"))
        let second = try rip()
        #expect(
            second
                == Consequences(
                    status: 6, stdout: "",
                    stderr: """
                        isorip: cannot lock disc.iso: another isorip is working on it; \
                        wait until it has ended

                        """))
        #expect(try first.finish().status == 0)
        let isIdentical = try folder.data("disc.iso") == SmallDisc.cleanCD.truth()
        #expect(isIdentical)
    }

    @Test func `two that begin at the same moment do not spoil each other's work`() throws {
        let truth = try SmallDisc.cleanCD.truth()
        for _ in 0..<5 {
            let folder = try TemporaryFolder()
            try folder.write("disc.txt", SmallDisc.cleanCD.script())
            let racers = try (0..<3).map { _ in
                try Program.isorip.start(SmallDisc.ripping(), in: folder.url)
            }
            let ends = try racers.map { try $0.finish() }
            #expect(ends.contains { $0.status == 0 })
            for end in ends where end.status != 0 {
                #expect(end.status == 6)
                #expect(end.stderr.count { $0 == "\n" } == 1, "\(end.stderr)")
            }
            let isIdentical = folder.data("disc.iso") == truth
            #expect(isIdentical)
            #expect(try folder.map()?.isComplete == true)
        }
    }
}
