import DiscIO
import RescueCore
import SystemPackage
import Testing

@Suite struct ImageFileTests {
    private let directory: TemporaryFolder
    private let system = LinuxFileSystem()

    init() throws {
        directory = try TemporaryFolder()
    }

    private var path: String { directory.path("disc.iso") }

    private func reason(_ body: () throws(OutputError) -> Void) -> OutputError.Reason? {
        do throws(OutputError) {
            try body()
            return nil
        } catch {
            return error.reason
        }
    }

    private func reasonNotToOpen() -> OutputError.Reason? {
        reason { () throws(OutputError) in _ = try ImageFile.open(path, in: system) }
    }

    @Test func `a new image has its size at once and takes up no space`() throws {
        let image = try ImageFile.create(path, size: 25_000_000_512, in: system)
        #expect(image.byteCount == 25_000_000_512)
        let status = try system.status(at: path)
        #expect(status.size == 25_000_000_512)
        #expect(status.allocated == 0)
        #expect(try image.isEmpty())
    }

    @Test func `sectors are written where they belong, beyond 4 GiB too`() throws {
        var image = try ImageFile.create(path, size: 6_000_000_000 / 2048 * 2048, in: system)
        let sectors = (1...32).flatMap { [UInt8](repeating: $0, count: 2048) }
        try image.write(sectors.span, at: 2_500_000)
        var buffer = [UInt8](repeating: 0, count: 4096)
        var bytes = buffer.mutableSpan
        try image.read(into: &bytes, atByte: 2_500_030 * 2048)
        #expect(buffer == [UInt8](repeating: 31, count: 2048) + [UInt8](repeating: 32, count: 2048))
        try image.sync()
        #expect(try system.status(at: path).allocated == 65_536)
    }

    @Test func `zeros stay holes, but replace what is there`() throws {
        var image = try ImageFile.create(path, size: 1 << 20, in: system)
        let zeros = [UInt8](repeating: 0, count: 65_536)
        try image.write(zeros.span, at: 0)
        #expect(try image.isEmpty())
        try image.write([UInt8](repeating: 5, count: 65_536).span, at: 32)
        try image.write(zeros.span, at: 0)
        try image.write(zeros.span, at: 32)
        try image.sync()
        #expect(directory.bytes("disc.iso").allSatisfy { $0 == 0 })
    }

    @Test(arguments: [true, false])
    func `erased sectors are zero, with and without holes`(punchesHoles: Bool) throws {
        let system = SimulatedFileSystem(punchesHoles: punchesHoles)
        var image = try ImageFile.create("a", size: 200 * 2048, in: system)
        try image.write([UInt8](repeating: 9, count: 120 * 2048).span, at: 40)
        try image.erase(SectorRange(50, 140))
        try image.erase(SectorRange(150, 400))
        let nine = (0..<200).filter { system.bytes("a")?[$0 * 2048 + 1000] == 9 }
        #expect(nine == Array(40..<50) + Array(140..<150))
        #expect(system.bytes("a")?.count == 200 * 2048)
    }

    @Test func `nothing existing is overwritten`() throws {
        try directory.write("disc.iso", "mine")
        let error = reason { () throws(OutputError) in
            _ = try ImageFile.create(path, size: 2048, in: system)
        }
        #expect(error == .exists)
        #expect(directory.bytes("disc.iso") == [UInt8]("mine".utf8))
    }

    @Test func `a second isorip is refused until the first has ended`() throws {
        do {
            let first = try ImageFile.create(path, size: 2048, in: system)
            #expect(reasonNotToOpen() == .locked)
            #expect(first.byteCount == 2048)
        }
        #expect(reasonNotToOpen() == nil)
    }

    @Test func `what is no file is refused`() throws {
        for (path, reason) in [
            (directory.path(""), OutputError.Reason.isDirectory), ("/dev/null", .notAFile),
        ] {
            let error = self.reason { () throws(OutputError) in
                _ = try ImageFile.open(path, in: system)
            }
            #expect(error == reason)
        }
        #expect(try ImageFile.open(path, in: system) == nil)
    }

    @Test func `a removed, replaced or cut image is noticed`() throws {
        let image = try ImageFile.create(path, size: 4096, in: system)
        try image.checkPresence()
        try system.rename(path, to: directory.path("aside"), replacing: false)
        let check = { (image: borrowing ImageFile) in
            self.reason { () throws(OutputError) in try image.checkPresence() }
        }
        #expect(check(image) == .vanished)
        try directory.write("disc.iso", [UInt8](repeating: 0, count: 4096))
        #expect(check(image) == .vanished)
        try system.rename(directory.path("aside"), to: path, replacing: true)
        #expect(check(image) == nil)
        let other = try system.open(path, .writing)
        defer { system.close(other) }
        try system.resize(other, to: 2048)
        #expect(check(image) == .vanished)
        try system.remove(path)
        #expect(check(image) == .vanished)
    }

    @Test func `room is needed for what is not stored yet, and for nothing else`() throws {
        let system = SimulatedFileSystem()
        var image = try ImageFile.create("a", size: 1 << 20, in: system)
        let check = { (image: borrowing ImageFile, map: SectorMap) in
            self.reason { () throws(OutputError) in try image.checkRoom(for: map) }
        }
        #expect(check(image, SectorMap(sectorCount: 1 << 19)) == nil)
        var map = SectorMap(sectorCount: 1 << 19 + 1)
        #expect(check(image, map) == .noRoom(needed: 1 << 30 + 2048, free: 1 << 30))
        // A rescued sector of zeros is a hole and stays one.
        map.mark(SectorRange(0, 1), as: .rescued)
        #expect(check(image, map) == nil)
        map.mark(SectorRange(0, 1), as: .unreadable)
        #expect(check(image, map) != nil)
        try image.write([UInt8](repeating: 1, count: 2048).span, at: 0)
        #expect(check(image, map) == nil)
    }

    @Test func `an image that the file system cannot hold leaves nothing behind`() {
        for call in 0..<6 {
            let system = SimulatedFileSystem(trouble: .once(at: call), error: .fileTooLarge)
            let error = reason { () throws(OutputError) in
                _ = try ImageFile.create("a", size: 1 << 20, in: system)
            }
            #expect(error == .system(code: Errno.fileTooLarge.rawValue))
            #expect(system.names.isEmpty)
        }
    }
}
