import Foundation
import Testing

/// What `isorip rip` makes of its own second pass.
@Suite struct SecondPassTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func rip(_ lines: String, _ more: String...) throws -> Consequences {
        try folder.write("disc.txt", "disc CD-ROM\nsize 20000\n\(lines)")
        return try Program.isorip.run(
            ["rip", "--simulate", "disc.txt", "-o", "disc.iso"] + more, in: folder.url)
    }

    private func verdicts() throws -> [String?] {
        let verifications = try folder.record()["verifications"] as? [[String: Any]] ?? []
        return verifications.map { $0["verdict"] as? String }
    }

    @Test func `a rip proves itself, and the record says so`() throws {
        let end = try rip("")
        #expect(end.status == 0)
        #expect(end.stdout.contains("disc.iso: identical to the disc in simulated disc.txt"))
        #expect(try verdicts() == ["identical"])
    }

    @Test(arguments: ["once", "every-other"])
    func `wrong bytes that the drive called good are found`(wrongness: String) throws {
        let end = try rip("wrong 7000 2 \(wrongness)\n")
        #expect(end.status == 3)
        #expect(end.stdout.contains("LBA 7000-7001"))
        #expect(try verdicts() == ["different"])
    }

    @Test func `unreadable sectors stay what the rip says, and are not compared`() throws {
        let end = try rip("dead 7000 2\n")
        #expect(end.status == 2)
        #expect(end.stdout.contains("2 sectors of the image were never rescued"))
        #expect(try verdicts() == ["identical"])
    }

    @Test func `a second pass that was left out is made up for by the same command`() throws {
        #expect(try rip("", "--no-verify").status == 0)
        #expect(try verdicts() == [])
        let end = try rip("")
        #expect(end.status == 0)
        #expect(end.stderr.contains("no pass compared it with the disc"))
        #expect(try verdicts() == ["identical"])
        #expect(try rip("").stderr.contains("nothing to do"))
        #expect(try verdicts() == ["identical"])
    }

    @Test func `the last JSON line has the verdict of both passes`() throws {
        let end = try rip("wrong 7000 2 once\n", "--json")
        let events = try end.stdout.split(separator: "\n").map { line in
            try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(events.last?["event"] as? String == "done")
        #expect(events.last?["verdict"] as? String == "different")
        #expect(events.last?["outcome"] as? String == "complete")
        #expect(events.last?["status"] as? Int == 3)
        #expect(events.contains { $0["event"] as? String == "verify-done" })
    }

    @Test func `a pass made before more was rescued does not count for that`() throws {
        #expect(try rip("dead 7000 2\n").status == 2)
        #expect(try rip("", "--no-verify").status == 0)
        let end = try rip("")
        #expect(end.status == 0)
        #expect(end.stderr.contains("no pass compared it with the disc"))
        #expect(end.stdout.contains("identical to the disc"))
        #expect(try rip("").stderr.contains("nothing to do"))
    }
}
