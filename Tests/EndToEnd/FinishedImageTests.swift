import Foundation
import RescueCore
import Testing

/// What is said of an image that its record calls finished: only what image, map, record and disc show.
@Suite struct FinishedImageTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try insert()
        let end = try Program.isorip.run(SmallDisc.ripping() + ["-q"], in: folder.url)
        guard end.status == 0 else { throw Unexpected(description: end.stderr) }
    }

    private func insert(seed: Int = 1, _ more: String = "") throws {
        try folder.write(
            "disc.txt",
            "disc CD-ROM\nsize 2000\nseed \(seed)\nlabel SAME\ncontent generated\n\(more)")
    }

    private func rip(_ more: String...) throws -> Consequences {
        try Program.isorip.run(SmallDisc.ripping() + more, in: folder.url)
    }

    private func change(_ body: (inout Data) -> Void) throws {
        var image = folder.data("disc.iso")
        body(&image)
        try image.write(to: URL(filePath: folder.path("disc.iso")))
    }

    @Test func `one that is as it was has nothing to be done`() throws {
        let end = try rip()
        #expect(end.status == 0)
        #expect(end.stderr.contains("is a complete image of this disc already; nothing to do"))
    }

    @Test func `one that was cut is not complete`() throws {
        try change { $0 = $0.prefix(1_000_000) }
        let before = FolderSnapshot(of: folder)
        let end = try rip()
        #expect(end.status == 6)
        #expect(end.stderr.contains("it has only 1000000 bytes"))
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test func `one that holds something else is not complete`() throws {
        try change { image in
            for index in image.indices { image[index] = UInt8(truncatingIfNeeded: index &* 7) }
        }
        let before = FolderSnapshot(of: folder)
        let end = try rip()
        #expect(end.status == 3)
        #expect(end.stderr.contains("it does not hold what was read from the disc"))
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test func `one whose map misses sectors is gone on with`() throws {
        let truth = folder.data("disc.iso")
        var map = try #require(try folder.map())
        map.mark(SectorRange(500, 700), as: .unreadable)
        let text = Mapfile(map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try Data(text.text()).write(to: URL(filePath: folder.path("disc.iso.map")))
        let end = try rip()
        #expect(end.status == 0)
        #expect(!end.stderr.contains("nothing to do"))
        #expect(folder.data("disc.iso") == truth)
        #expect(try folder.map()?.isComplete == true)
    }

    @Test func `one that a verification found changed is not complete`() throws {
        try change { $0[700 * 2048] ^= 1 }
        #expect(try Program.isorip.run(["verify", "disc.iso"], in: folder.url).status == 3)
        let end = try rip()
        #expect(end.status == 3)
        #expect(end.stderr.contains("the last verification found a difference in"))
    }

    /// The two discs have the same size, tracks and descriptors.
    @Test func `one of another pressing with the same descriptors is of another disc`() throws {
        try insert(seed: 1, "wrong 300 1500 always\n")
        let before = FolderSnapshot(of: folder)
        let end = try rip()
        #expect(end.status == 4)
        #expect(end.stderr.contains("disc.iso was made from another disc (LBA "))
        #expect(FolderSnapshot(of: folder) == before)
    }

    @Test func `one without a map is not complete if its record counts missing sectors`() throws {
        let record = folder.path("disc.iso.json")
        let text = try String(contentsOfFile: record, encoding: .utf8)
        let changed = text.replacingOccurrences(
            of: "\"unreadable\" : 0", with: "\"unreadable\" : 20")
        try Data(changed.utf8).write(to: URL(filePath: record))
        try FileManager.default.removeItem(atPath: folder.path("disc.iso.map"))
        let end = try rip()
        #expect(end.status == 6)
        #expect(end.stderr.contains("its map is missing"))
    }
}
