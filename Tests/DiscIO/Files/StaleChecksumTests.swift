import DiscIO
import RescueCore
import Testing

/// A checksum file is never left beside an image that it is not of.
@Suite struct StaleChecksumTests {
    private static let count = 8
    private static let paths = OutputPaths(image: "/d/disc.iso")

    /// A finished image of eight sectors, with its sums.
    private func finish(on system: SimulatedFileSystem) throws {
        var map = SectorMap(sectorCount: Self.count)
        var record = TestRip.record(.started, map)
        var writer = try OutputOpening(Self.paths, in: system).create(record) { ["test"] }
        let bytes = [UInt8](repeating: 7, count: Self.count * Sector.size)
        try writer.write(bytes.span, at: 0)
        map.mark(map.range, as: .rescued)
        try writer.checkpoint(map, phase: .finished)
        let sums = try #require(try writer.sums(unless: { false }))
        try writer.saveChecksum(sums.whole)
        record.state = .complete
        record.sums = sums.whole
        try writer.save(record)
    }

    private func resume(on system: SimulatedFileSystem) throws {
        let opening = OutputOpening(Self.paths, in: system)
        guard
            let found = try opening.find(sectorCount: Self.count, reopensComplete: true)
                .unfinished()
        else { return }
        guard var record = found.record else { return }
        record.state = .started
        record.sums = nil
        _ = try opening.resume(found, record, rereading: [SectorRange(2, 4)]) { ["test"] }
    }

    @Test func `wherever a resume ends, no sum is left that the record does not know`() throws {
        let whole = SimulatedFileSystem()
        try finish(on: whole)
        let counted = SimulatedFileSystem(continuing: whole, trouble: .none)
        let before = counted.calls
        try resume(on: counted)
        #expect(counted.calls > before + 10)
        for call in before..<counted.calls {
            let system = SimulatedFileSystem(continuing: whole, trouble: .powerLoss(at: call))
            _ = try? resume(on: system)
            let left = SimulatedFileSystem(continuing: system, trouble: .none)
            guard left.bytes(Self.paths.checksum) != nil else { continue }
            let record = try RecordFile(Self.paths.record, in: left).load()
            #expect(record?.sums != nil, "ended at call \(call)")
        }
    }
}
