import Foundation
import Testing

/// How a rip looks on a terminal.
@Suite struct TerminalTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script() + "dead 500 3\n")
    }

    /// What a terminal of so many columns is sent.
    private func session(columns: Int, _ variables: String...) throws -> String {
        let rip = """
            stty cols \(columns) rows 24
            isorip rip --simulate disc.txt -o disc.iso --pace 150
            """
        let isorip = Program.isorip.folder
        let surroundings = ["-u", "NO_COLOR", "TERM=xterm", "PATH=\(isorip):/usr/bin:/bin"]
        let end = try Program.named("env").run(
            surroundings + variables + ["script", "-qec", rip, "/dev/null"], in: folder.url)
        #expect(end.status == 2)
        return end.stdout
    }

    @Test(arguments: [200, 80, 61, 40, 25, 12])
    func `no line of the block is wider than the terminal`(columns: Int) throws {
        let text = try session(columns: columns)
        // The block is what is redrawn: each of its lines ends with the code that clears the rest.
        let lines = text.split(separator: "\u{1B}[K\r\n").dropLast().map { piece in
            String(piece.split(separator: "\r\n").last ?? "").withoutTerminalCodes
        }
        #expect(lines.count >= 10)
        #expect(lines.filter { $0.count > columns } == [])
    }

    @Test func `a block with a bar, the rate, the damage, the activity and the disc is shown`()
        throws
    {
        let text = try session(columns: 80)
        let plain = text.withoutTerminalCodes
        #expect(plain.contains(#/\d\.\d %  ━+─+  .* of 4\.10 MB/#))
        #expect(plain.contains(#/B/s \(\d.*x\), .* elapsed/#))
        #expect(plain.contains("3 bad sectors"))
        #expect(plain.contains(#/copying, LBA \d+/#))
        #expect(plain.contains(#/▕█.*×.*█▏/#))
        #expect(text.contains("\u{1B}[32m"), "the terminal has colours")
        #expect(text.contains("\u{1B}[5A"), "the block is redrawn in its place")
        #expect(plain.contains("disc.iso: 3 sectors unreadable"), "the result stands below")
    }

    @Test func `NO_COLOR is respected`() throws {
        let text = try session(columns: 80, "NO_COLOR=1")
        #expect(!text.contains(#/\u{1B}\[[0-9;]*m/#))
        #expect(text.contains("▕█"))
    }

    @Test func `without UTF-8 the block is plain ASCII`() throws {
        let text = try session(columns: 80, "LC_ALL=C", "NO_COLOR=1")
        #expect(text.utf8.allSatisfy { $0 < 128 })
        #expect(text.contains(#/\|[#=./x]+\|/#))
    }

    @Test func `a dumb terminal gets plain lines`() throws {
        let text = try session(columns: 80, "TERM=dumb")
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("98.") || text.contains("99."))
    }
}

extension String {
    /// The text as a terminal shows it, without what steers the terminal.
    fileprivate var withoutTerminalCodes: String {
        replacing(#/\u{1B}\[[0-9;]*[A-Za-z]/#) { _ in "" }.replacing("\r", with: "")
    }
}
