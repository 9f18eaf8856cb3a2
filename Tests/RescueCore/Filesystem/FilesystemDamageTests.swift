import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct FilesystemDamageTests {
    private typealias Builder = ISOBuilder

    private static func map(_ sectorCount: Int, missing: [SectorRange]) -> SectorMap {
        var map = SectorMap(sectorCount: sectorCount)
        map.mark(map.range, as: .rescued)
        for range in missing { map.mark(range, as: .unreadable) }
        return map
    }

    /// A disc with a directory, two files, and room between them.
    private func survey(missing: [SectorRange], sectorCount: Int = 64) -> (
        FilesystemDamage, DiscFilesystems
    ) {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root,
            [
                Builder.file("SUB", at: 21, size: 2048, flags: 2),
                Builder.file("ONE;1", at: 30, size: 5000),
                Builder.file("TWO;1", at: 40, size: 2048),
            ])
        builder.directory(at: 21, [])
        let filesystems = DiscFilesystems(from: &builder.disc)
        let bad = BadSectors(Self.map(sectorCount, missing: missing))
        return (FilesystemDamage(filesystems, bad), filesystems)
    }

    @Test func `a hurt file is told with the bytes it lost`() throws {
        let (damage, filesystems) = survey(missing: [SectorRange(32, 35)])
        let hurt = try #require(damage.files.first)
        #expect(damage.files.count == 1 && hurt.badBytes == 5000 - 4096)
        let file = filesystems.trees[hurt.tree][hurt.entry]
        #expect(file.pathText == "/ONE")
        #expect(damage.missingBytes(of: file) == [4096..<5000])
        #expect(damage.unused == [SectorRange(33, 35)])
        #expect(damage.directories.isEmpty && damage.structures.isEmpty)
    }

    @Test func `damage in nothing is harmless`() {
        let (damage, _) = survey(missing: [SectorRange(22, 30), SectorRange(33, 40)])
        #expect(damage.isHarmless)
        #expect(damage.unused == [SectorRange(22, 30), SectorRange(33, 40)])
    }

    @Test func `hurt directories and descriptors are told apart from files`() {
        let (damage, filesystems) = survey(missing: [SectorRange(16, 17), SectorRange(21, 22)])
        #expect(damage.files.isEmpty)
        let paths = damage.directories.map { filesystems.trees[$0.tree][$0.entry].pathText }
        #expect(paths == ["/SUB"])
        #expect(damage.structures.map(\.structure.subject) == [.descriptor])
        #expect(damage.unused == [])
    }

    @Test func `what lies behind the end of the image is missing`() {
        let (damage, filesystems) = survey(missing: [], sectorCount: 31)
        let losses = damage.files.map {
            "\(filesystems.trees[$0.tree][$0.entry].pathText) \($0.badBytes)"
        }
        #expect(losses == ["/ONE 2952", "/TWO 2048"])
        let one = filesystems.trees[0][damage.files[0].entry]
        #expect(damage.missingBytes(of: one) == [2048..<5000])
    }

    @Test(arguments: UInt64(0)..<1000)
    func `hurt files are those whose sectors are missing`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let sectorCount = Int.random(in: 60...6000, using: &random)
        let volume = GeneratedVolume(sectorCount: sectorCount, seed: seed, label: "TEST")
        var disc = MemorySectors(bytes: [])
        disc.bytes = [UInt8](repeating: 0, count: sectorCount * Sector.size)
        let head = SectorRange(0, volume.files[0].range.start)
        var bytes = [UInt8](repeating: 0, count: head.byteCount)
        var span = bytes.mutableSpan
        volume.fill(head, into: &span)
        disc.put(bytes, at: 0)
        let filesystems = DiscFilesystems(from: &disc)

        var isMissing = [Bool](repeating: false, count: sectorCount)
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            let start = Int.random(in: 0..<sectorCount, using: &random)
            let end = min(sectorCount, start + Int.random(in: 1...20, using: &random))
            for lba in start..<end { isMissing[lba] = true }
        }
        let missing = (0..<sectorCount).filter { isMissing[$0] }
        let map = Self.map(sectorCount, missing: missing.map { SectorRange($0, $0 + 1) })
        let damage = FilesystemDamage(filesystems, BadSectors(map))

        let found = damage.files.map {
            "\(filesystems.trees[$0.tree][$0.entry].path) \($0.badBytes)"
        }
        let expected = volume.files.compactMap { file -> String? in
            let bad = (file.range.start..<file.range.end).reduce(0) { sum, lba in
                let rest = file.byteCount - (lba - file.range.start) * Sector.size
                return sum + (isMissing[lba] ? min(Sector.size, rest) : 0)
            }
            return bad == 0 ? nil : "\(Array(("/" + file.path).utf8)) \(bad)"
        }
        #expect(Set(found) == Set(expected))
    }
}
