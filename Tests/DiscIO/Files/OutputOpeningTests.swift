import DiscIO
import RescueCore
import SystemPackage
import Testing

@Suite struct OutputOpeningTests {
    /// What was found, in a form that can be compared.
    enum Found: Equatable {
        case nothing
        case unfinished(recorded: Bool, map: String)
        case complete
        case changed
        case refused(OutputError.Reason)
    }

    private let directory: TemporaryFolder
    private let opening: OutputOpening
    private static let count = 8

    init() throws {
        directory = try TemporaryFolder()
        opening = OutputOpening(OutputPaths(image: directory.path("disc.iso")))
    }

    private func found(sectorCount: Int = count) -> Found {
        do throws(OutputError) {
            switch try opening.find(sectorCount: sectorCount) {
            case .nothing: return .nothing
            case .unfinished(let output):
                return .unfinished(recorded: output.record != nil, map: output.map.letters)
            case .complete: return .complete
            case .changed: return .changed
            }
        } catch {
            return .refused(error.reason)
        }
    }

    private static func record(
        _ state: RipRecord.State, _ map: SectorMap = SectorMap(sectorCount: count)
    ) -> RipRecord {
        TestRip.record(state, map)
    }

    private func put(
        image: Int? = nil, filled: Bool = true, map: String? = nil, record: RipRecord? = nil
    ) throws {
        if let image {
            try directory.write("disc.iso", [UInt8](repeating: filled ? 7 : 0, count: image))
        }
        if let map { try directory.write("disc.iso.map", map) }
        if let record { try directory.write("disc.iso.json", RecordFile.text(of: record)) }
    }

    private static func map(_ blocks: String) -> String { "0x0 ?\n\(blocks)" }

    private static let half = map("0 0x2000 +\n0x2000 0x2000 ?\n")

    private func filesAsTheyAre() -> [[UInt8]] {
        directory.names.map { directory.bytes($0) } + directory.names.map { [UInt8]($0.utf8) }
    }

    @Test func `nothing is there`() {
        #expect(found() == .nothing)
    }

    @Test func `a rip that has begun has a record, an image and a map`() throws {
        let writer = try opening.create(Self.record(.started)) { ["Mapfile. Created by isorip 1"] }
        #expect(directory.names == ["disc.iso", "disc.iso.json", "disc.iso.map"])
        #expect(directory.bytes("disc.iso") == [UInt8](repeating: 0, count: Self.count * 2048))
        #expect(found() == .refused(.locked))
        #expect(writer.paths.imageName == "disc.iso")
    }

    @Test func `it is unfinished when its process has ended, wherever that was`() throws {
        _ = try opening.create(Self.record(.started)) { [] }
        let untried = Found.unfinished(recorded: true, map: "????????")
        #expect(found() == untried)
        try LinuxFileSystem().remove(directory.path("disc.iso.map"))
        #expect(found() == untried)
        try LinuxFileSystem().remove(directory.path("disc.iso"))
        #expect(found() == untried)
    }

    @Test func `a rescue of ddrescue's is taken over`() throws {
        try put(image: 0x2000, map: Self.half)
        #expect(found() == .unfinished(recorded: false, map: "++++????"))
    }

    @Test func `a finished image is complete, one with holes can be worked on`() throws {
        let whole = Self.map("0 0x4000 +\n")
        try put(image: 0x4000, map: whole, record: Self.record(.complete))
        #expect(found() == .complete)
        // Neither the record nor the map is believed alone.
        try put(map: Self.half)
        #expect(found() == .unfinished(recorded: true, map: "++++????"))
        try put(record: Self.record(.completeWithUnreadable))
        #expect(found() == .unfinished(recorded: true, map: "++++????"))
    }

    /// What cannot be gone on with: image, map, record, and why.
    static let refused: [(Int?, String?, RipRecord?, OutputError.Reason)] = [
        (0x4000, nil, nil, .exists),
        (0x4000, nil, record(.interrupted), .noMap),
        (nil, half, nil, .noImage),
        (nil, half, record(.interrupted), .noImage),
        (nil, nil, record(.complete), .noImage),
        (0x1000, half, record(.interrupted), .mapAhead(rescuedEnd: 0x2000, imageSize: 0x1000)),
        (0x1000, half, nil, .mapAhead(rescuedEnd: 0x2000, imageSize: 0x1000)),
        (0x4001, half, nil, .imageTooLong(imageSize: 0x4001, discSize: 0x4000)),
        (0x4000, "garbage", nil, .badMap(.init(.badStatusLine, line: 1))),
        (
            0x4000, map("0 0x2000 +\n"), nil,
            .badMap(.init(.endsEarly(at: 0x2000, discSize: 0x4000), line: 3))
        ),
        (
            0x8000, map("0 0x8000 +\n"), nil,
            .badMap(.init(.rescuedBehindEnd(discSize: 0x4000), line: 2))
        ),
    ]

    @Test(arguments: refused.indices)
    func `what cannot be gone on with is refused and not touched`(index: Int) throws {
        let (image, map, record, reason) = Self.refused[index]
        try put(image: image, map: map, record: record)
        let before = filesAsTheyAre()
        #expect(found() == .refused(reason))
        #expect(filesAsTheyAre() == before)
    }

    @Test func `a record that cannot be understood is refused and not touched`() throws {
        try put(image: 0x4000, map: Self.half)
        for (text, error) in [
            ("{", RecordError.notJSON),
            ("{\"schema\": 9}", .newerSchema(schema: 9, version: "of a later day")),
        ] {
            try directory.write("disc.iso.json", text)
            let before = filesAsTheyAre()
            #expect(found() == .refused(.badRecord(error)))
            #expect(filesAsTheyAre() == before)
        }
    }

    @Test func `a checksum file of another image is not overwritten`() throws {
        try directory.write("disc.iso.sha256", "x")
        #expect(found() == .refused(.exists))
    }

    @Test func `only finding an unfinished rip changes nothing`() throws {
        try put(image: 0x3000, map: Self.half, record: Self.record(.interrupted))
        let before = filesAsTheyAre()
        #expect(found() == .unfinished(recorded: true, map: "++++????"))
        #expect(filesAsTheyAre() == before)
    }

    @Test func `resuming makes zero what the map does not count as rescued`() throws {
        // In pieces of 512 bytes: the third sector is rescued in part.
        try put(
            image: 0x3000,
            map: Self.map("0 0x1600 +\n0x1600 0x200 -\n0x1800 0x800 +\n0x2000 0x2000 *\n"))
        guard let output = try opening.find(sectorCount: Self.count).unfinished() else {
            Issue.record("not found")
            return
        }
        let map = output.map
        #expect(map.letters == "++-+****")
        _ = try opening.resume(output, Self.record(.interrupted, map)) { ["isorip"] }
        let image = (0..<Self.count).flatMap {
            [UInt8](repeating: map.status(at: $0) == .rescued ? 7 : 0, count: 2048)
        }
        #expect(directory.bytes("disc.iso") == image)
        let saved = try Mapfile(parsing: directory.bytes("disc.iso.map"))
        #expect(saved.map == map)
        #expect(saved.comments == ["isorip"])
        #expect(found() == .unfinished(recorded: true, map: "++-+****"))
    }

    @Test func `a disc of another size does not change whose rip it is`() throws {
        try put(image: 0x4000, map: Self.half, record: Self.record(.interrupted))
        #expect(found(sectorCount: 9_999) == .unfinished(recorded: true, map: "++++????"))
    }

    @Test func `an image that is a directory or a device is refused`() throws {
        #expect(throws: OutputError.self) {
            _ = try OutputOpening(OutputPaths(image: directory.path(""))).find(sectorCount: 1)
        }
        let error = #expect(throws: OutputError.self) {
            _ = try OutputOpening(OutputPaths(image: "/dev/null")).find(sectorCount: 1)
        }
        #expect(error?.reason == .notAFile)
    }

    @Test func `a rip begins where no new name can be given in one step, and survives a crash`()
        throws
    {
        for call in 0..<60 {
            let system = SimulatedFileSystem(
                trouble: .powerLoss(at: call), hasNewNames: false, seed: UInt64(call))
            try? TestRip(seed: 1).run(on: system, carryingOn: false)
            let survivor = SimulatedFileSystem(afterPowerLossOf: system, seed: UInt64(call))
            try TestRip(seed: 1).run(on: survivor, carryingOn: false)
            let record = try RecordFile(TestRip.paths.record, in: survivor).load()
            #expect(record != nil, "call \(call)")
        }
    }

    @Test func `a rip that does not fit leaves nothing behind`() throws {
        let system = SimulatedFileSystem()
        let opening = OutputOpening(TestRip.paths, in: system)
        let record = Self.record(.started, SectorMap(sectorCount: 1 << 20))
        let error = #expect(throws: OutputError.self) {
            _ = try opening.create(record) { [] }
        }
        #expect(error?.reason == .noRoom(needed: 1 << 31, free: 1 << 30))
        #expect(system.names.isEmpty)
    }
}
