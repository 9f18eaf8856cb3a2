import DiscIO
import Foundation
import RescueCore
import Testing

/// An image with what lies beside it, as a verification takes it.
@Suite struct StoredImageTests {
    private let folder: TemporaryFolder
    private let paths: OutputPaths

    init() throws {
        folder = try TemporaryFolder()
        paths = OutputPaths(image: folder.path("disc.iso"))
        try folder.write("disc.iso", [UInt8](repeating: 0, count: 300 * Sector.size))
    }

    private func record(_ change: (inout RipRecord) -> Void = { _ in }) throws -> RipRecord {
        var record = RecordFileTests.full
        record.chunkSums = ChunkSums(sums: [7])
        change(&record)
        try RecordFile(paths.record, in: LinuxFileSystem()).replace(with: record)
        return record
    }

    /// The map that the record counts.
    private var map: SectorMap {
        var map = SectorMap(sectorCount: 300)
        map.mark(SectorRange(0, 290), as: .rescued)
        map.mark(SectorRange(290, 300), as: .unreadable)
        return map
    }

    private func write(_ map: SectorMap) throws {
        let file = Mapfile(map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try folder.write("disc.iso.map", file.text())
    }

    @Test func `without any, all of the image counts as rescued, its last sector too`() throws {
        try folder.write("disc.iso", [UInt8](repeating: 0, count: 5 * Sector.size + 1))
        let image = try StoredImage(paths.image)
        #expect(image.record == nil)
        #expect(!image.hasMap)
        #expect(image.map.sectorCount == 6)
        #expect(image.map.isComplete)
        #expect(image.firstPass == nil)
    }

    @Test func `what was read first counts as long as the map is that of the record`() throws {
        _ = try record()
        try write(map)
        let image = try StoredImage(paths.image)
        #expect(image.map == map)
        #expect(image.firstPass == ChunkSums(sums: [7]))
        var later = map
        later.mark(SectorRange(290, 291), as: .rescued)
        try write(later)
        #expect(try StoredImage(paths.image).firstPass == nil)
    }

    @Test func `what is no data on the disc is known by the record`() throws {
        var excluded = map
        excluded.mark(SectorRange(100, 110), as: .untried)
        try write(excluded)
        excluded.exclude(SectorRange(100, 110))
        _ = try record {
            $0.disc.excluded = [.init(.init(SectorRange(100, 110), .audio))]
            $0.summary = .init(of: excluded)
        }
        let image = try StoredImage(paths.image)
        #expect(image.map == excluded)
        #expect(image.firstPass == ChunkSums(sums: [7]))
    }

    @Test func `a verification is added to the record as it is now`() throws {
        _ = try record()
        let image = try StoredImage(paths.image)
        let changed = try record { $0.policy["retries"] = "9" }
        let finding = RipRecord.Verification.Finding(kind: "chunks", firstLBA: 3, lastLBA: 4)
        let entry = RipRecord.Verification(
            started: "2026-01-01T10:00:00Z", seconds: 2, against: ["record"], verdict: "different",
            findings: [RipRecord.Verification.Finding](repeating: finding, count: 2000))
        try image.note(entry)
        try image.note(entry)
        let found = try #require(try RecordFile(paths.record, in: LinuxFileSystem()).load())
        #expect(found.policy == changed.policy)
        #expect(found.chunkSums == changed.chunkSums)
        #expect(found.verifications == [entry, entry])
        #expect(entry.findings.count == RipRecord.Verification.mostFindings)
    }

    @Test func `while somebody works on the image nothing is added`() throws {
        let record = try record()
        let image = try StoredImage(paths.image)
        let lock = try ImageFile.open(paths.image, in: LinuxFileSystem())
        let entry = RipRecord.Verification(
            started: "", seconds: 0, against: [], verdict: "identical", findings: [])
        do {
            try image.note(entry)
            Issue.record("it was added")
        } catch {
            #expect(error.reason == .locked)
        }
        #expect(try RecordFile(paths.record, in: LinuxFileSystem()).load() == record)
        let isOpen = lock != nil
        #expect(isOpen)
    }

    @Test func `what was verified is not recorded of another file that took the name`() throws {
        let record = try record()
        let image = try StoredImage(paths.image)
        try folder.write("other.iso", [UInt8](repeating: 1, count: 300 * Sector.size))
        try FileManager.default.removeItem(atPath: paths.image)
        try FileManager.default.moveItem(
            atPath: folder.path("other.iso"), toPath: paths.image)
        let entry = RipRecord.Verification(
            started: "", seconds: 0, against: [], verdict: "identical", findings: [])
        do throws(OutputError) {
            try image.note(entry)
            Issue.record("it was added")
        } catch {
            #expect(error.reason == .vanished)
        }
        #expect(try RecordFile(paths.record, in: LinuxFileSystem()).load() == record)
    }

    @Test func `companions that cannot be understood are refused`() throws {
        try folder.write("disc.iso.json", "{")
        #expect(throws: ImageError.self) { try StoredImage(paths.image) }
        _ = try record()
        try folder.write("disc.iso.map", "0x0  +\n")
        #expect(throws: ImageError.self) { try StoredImage(paths.image) }
    }
}
