import DiscIO
import RescueCore
import SystemPackage
import Testing

/// A small rip, as the engine would do it: pieces in any order, mistrusted pieces taken back,
/// checkpoints in between, a disc with bad sectors and with zeros.
struct TestRip {
    static let paths = OutputPaths(image: "disc.iso")
    static let sectorCount = 32

    let seed: UInt64

    /// The bytes of the disc: no sector is like another, and every fifth one is zero.
    static func bytes(_ lba: LBA) -> [UInt8] {
        [UInt8](repeating: lba.isMultiple(of: 5) ? 0 : UInt8(lba + 1), count: Sector.size)
    }

    static let unreadable = SectorRange(12, 15)

    static func isReadable(_ lba: LBA) -> Bool { !unreadable.contains(lba) }

    static func record(_ state: RipRecord.State, _ map: SectorMap) -> RipRecord {
        let identity = DiscIdentity(sectorCount: map.sectorCount, witnesses: [16: bytes(16)])
        return RipRecord(
            tool: .init(version: "1"), image: "disc.iso", state: state,
            disc: .init(
                DiscDescription(), volumeLabel: nil,
                extent: DiscExtent(sectorCount: map.sectorCount),
                fingerprint: .init(of: identity)),
            summary: .init(of: map))
    }

    /// Begins or resumes the rip and brings it to its end.
    ///
    /// When it carries on after errors it behaves worse than any engine may, but the map must
    /// stay true even so.
    func run(on system: SimulatedFileSystem, carryingOn: Bool) throws(OutputError) {
        // Every moment between two steps is one at which the power could be lost.
        let losePower = { (seed: UInt64) in
            let survivor = SimulatedFileSystem(afterPowerLossOf: system, seed: seed)
            do {
                try checkMapBehindImage(on: survivor, "between two steps")
            } catch {
                Issue.record(error)
            }
        }
        let opening = OutputOpening(Self.paths, in: system)
        var map = SectorMap(sectorCount: Self.sectorCount)
        switch try opening.find(sectorCount: Self.sectorCount) {
        case .complete: return
        case .changed: return
        case .nothing:
            let record = Self.record(.started, map)
            let writer = try opening.create(record) { ["test"] }
            try rip(writer, map, carryingOn, losePower)
        case .unfinished(let found):
            map = found.map
            let writer = try opening.resume(found, Self.record(.interrupted, map)) { ["test"] }
            try rip(writer, map, carryingOn, losePower)
        }
    }

    private func rip(
        _ writer: consuming ImageWriter, _ start: SectorMap, _ carryingOn: Bool,
        _ losePower: (UInt64) -> Void
    ) throws(OutputError) {
        var random = TestRandom(seed: seed)
        var map = start
        var failure: OutputError?
        while let missing = map.firstRun(of: .init(.untried)) {
            let step = Int.random(in: 0..<10, using: &random)
            do throws(OutputError) {
                try self.step(step, missing.range, &writer, &map, &random, carryingOn)
            } catch {
                guard carryingOn else { throw error }
                failure = error
            }
            if carryingOn { losePower(random.next()) }
        }
        try writer.checkpoint(map, phase: .finished)
        if let failure { throw failure }
        guard let sums = try writer.sums()?.whole else { return }
        try writer.saveChecksum(sums)
        var record = Self.record(.complete, map)
        record.sums = sums
        try writer.save(record)
    }

    private func step(
        _ step: Int, _ missing: SectorRange, _ writer: inout ImageWriter, _ map: inout SectorMap,
        _ random: inout TestRandom, _ carryingOn: Bool
    ) throws(OutputError) {
        switch step {
        case 0, 1:
            try writer.checkpoint(map, phase: .copying)
        case 2:
            // What was read last is mistrusted; it may be in the saved map already.
            let end = missing.start
            let range = SectorRange(max(0, end - 3), end)
            map.mark(range, as: .untried)
            do throws(OutputError) {
                try writer.erase(range)
            } catch {
                guard carryingOn else { throw error }
                try writer.erase(range)
            }
        case 3:
            // Something wrong is written and taken back, and never was in a map.
            let range = Self.unreadable
            let wrong = [UInt8](repeating: 0xEE, count: range.byteCount)
            try writer.write(wrong.span, at: range.start)
            try writer.checkpoint(map, phase: .copying)
            try writer.erase(range)
        default:
            let length = Int.random(in: 1...4, using: &random)
            let range =
                Bool.random(using: &random) ? missing.prefix(length) : missing.suffix(length)
            for lba in range.start..<range.end {
                guard Self.isReadable(lba) else {
                    map.mark(SectorRange(start: lba, count: 1), as: .unreadable)
                    continue
                }
                try writer.write(Self.bytes(lba).span, at: lba)
                map.mark(SectorRange(start: lba, count: 1), as: .rescued)
            }
        }
    }

    /// Every sector that the map on disk counts as rescued has its bytes in the image on disk.
    func checkMapBehindImage(on system: SimulatedFileSystem, _ place: String) throws {
        guard let text = system.bytes("disc.iso.map") else { return }
        let map = try Mapfile(parsing: text, sectorCount: Self.sectorCount).map
        let image = system.bytes("disc.iso") ?? []
        let wrong = (0..<Self.sectorCount).filter { lba in
            map.status(at: lba) == .rescued
                && Array(image.dropFirst(lba * 2048).prefix(2048)) != Self.bytes(lba)
        }
        try #require(wrong.isEmpty, "\(place)")
    }

    /// The image is the disc, with zeros where it cannot be read; its companions say so.
    func checkResult(on system: SimulatedFileSystem, _ place: String) throws {
        let disc = (0..<Self.sectorCount).flatMap {
            Self.isReadable($0) ? Self.bytes($0) : [UInt8](repeating: 0, count: 2048)
        }
        try #require(system.bytes("disc.iso") == disc, "\(place)")
        var sums = RunningSums()
        sums.update(disc.span)
        let record = try RecordFile.record(from: system.bytes("disc.iso.json") ?? [])
        try #require(record.sums == sums.finish(), "\(place)")
        let map = try Mapfile(parsing: system.bytes("disc.iso.map") ?? []).map
        try #require(map.count(of: .rescued) == 29 && map.count(of: .unreadable) == 3, "\(place)")
        let line = system.bytes("disc.iso.sha256").map { String(decoding: $0, as: UTF8.self) }
        try #require(line == "\(record.sums?.sha256 ?? "")  disc.iso\n", "\(place)")
    }
}
