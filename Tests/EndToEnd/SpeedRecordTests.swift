import DiscIO
import RescueCore
import Testing

/// What the record beside an image tells of read speeds.
@Suite struct SpeedRecordTests {
    private func record(in folder: TemporaryFolder) throws -> RipRecord {
        try RecordFile.record(from: folder.bytes("disc.iso.json"))
    }

    @Test func `a rip that is resumed goes on with the speeds of the run before`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
        let cut = try Program.isorip.run(
            SmallDisc.ripping("disc.txt", "-q", "--max-time", "10s"), in: folder)
        #expect(cut.status == 2)
        let first = try #require(try record(in: folder).speeds)
        let end = try Program.isorip.run(
            SmallDisc.ripping("disc.txt", "-q", "--no-verify"), in: folder)
        #expect(end.status == 0)
        let record = try record(in: folder)
        let whole = try #require(record.speeds)
        #expect((1..<2000).contains(first.total.sectors))
        #expect(whole.total.sectors == 2000)
        let seconds = record.history.compactMap(\.seconds).reduce(0, +)
        #expect(abs(seconds * 1e6 - Double(whole.microseconds)) < 2000)
        #expect(whole.places.allSatisfy { $0.sectors > 0 && $0.errors == 0 })
    }
}
