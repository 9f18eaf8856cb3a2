import DiscIO
import Foundation
import RescueCore
import Testing

/// What is said of hurt files, compared with the bytes themselves.
@Suite struct DamageBruteForceTests {
    /// What is hurt of one file.
    private struct Loss: Hashable, CustomStringConvertible {
        var path: String
        var badBytes: Int

        var description: String { "\(path): \(badBytes)" }
    }

    /// `DISCS=1000` in the environment tries so many; each disc is damaged in a way of its own.
    private static let discs =
        ProcessInfo.processInfo.environment["DISCS"].flatMap { Int($0) } ?? 60

    @Test(arguments: 0..<(discs + 19) / 20)
    func `exactly the files whose bytes changed are called hurt`(batch: Int) throws {
        let folder = try SampleTree.make()
        try folder.write(
            "tree/batch", String(repeating: "a file of this batch\n", count: batch * 97))
        let made = try Program.xorriso.run(
            "-as", "mkisofs", "-quiet", "-r", "-J", "-joliet-long", "-o", "disc.iso", "tree",
            in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let image = folder.bytes("disc.iso")
        let listing = try FileListing.ofXorriso(
            folder.path("disc.iso"), reading: "any", in: folder)
        var sectors = MemorySectors(bytes: image)
        let filesystems = DiscFilesystems(from: &sectors)
        let wrong = (0..<20).filter { number in
            let seed = UInt64(batch * 20 + number)
            let map = Self.damage(sectorCount: sectors.sectorCount, seed: seed)
            let damage = FilesystemDamage(filesystems, BadSectors(map))
            return Self.losses(damage, filesystems) != Self.losses(map, image, listing)
        }
        #expect(wrong == [], "discs of batch \(batch)")
    }

    /// A few ranges of missing sectors, from single ones to large stretches.
    private static func damage(sectorCount: Int, seed: UInt64) -> SectorMap {
        var random = TestRandom(seed: seed)
        var map = SectorMap(sectorCount: sectorCount)
        map.mark(map.range, as: .rescued)
        let statuses: [SectorStatus] = [.unreadable, .untried, .untrimmed, .unscraped]
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let start = Int.random(in: 0..<sectorCount, using: &random)
            let length = [1, 1, 3, 16, 60].randomElement(using: &random) ?? 1
            map.mark(
                SectorRange(start, min(sectorCount, start + length)),
                as: statuses.randomElement(using: &random) ?? .unreadable)
        }
        return map
    }

    private static func losses(
        _ damage: FilesystemDamage, _ filesystems: DiscFilesystems
    ) -> Set<Loss> {
        Set(
            damage.files.map { hurt in
                let entry = filesystems.trees[hurt.tree][hurt.entry]
                let ranges = damage.missingBytes(of: entry)
                let isConsistent = ranges.reduce(0) { $0 + $1.count } == hurt.badBytes
                return Loss(
                    path: entry.pathText, badBytes: isConsistent ? hurt.badBytes : -1)
            })
    }

    /// Turns over every bit of the missing sectors, then counts the bytes that changed in each file.
    private static func losses(
        _ map: SectorMap, _ image: [UInt8], _ listing: Set<FileListing>
    ) -> Set<Loss> {
        var damaged = image
        for run in map.runs where run.status != .rescued {
            for offset in run.range.byteOffset..<run.range.byteOffset + run.range.byteCount {
                damaged[offset] = ~damaged[offset]
            }
        }
        return Set(
            listing.compactMap { file in
                guard let start = file.starts.first.map({ $0 * Sector.size }) else { return nil }
                let bad = changedBytes(image, damaged, start..<start + file.size)
                return bad == 0 ? nil : Loss(path: file.path, badBytes: bad)
            })
    }

    private static func changedBytes(
        _ before: [UInt8], _ after: [UInt8], _ range: Range<Int>
    ) -> Int {
        let isSame = unsafe before.withUnsafeBytes { before in
            unsafe after.withUnsafeBytes { after in
                guard let before = before.baseAddress, let after = after.baseAddress else {
                    return true
                }
                return unsafe memcmp(
                    before + range.lowerBound, after + range.lowerBound, range.count) == 0
            }
        }
        return isSame ? 0 : range.count { before[$0] != after[$0] }
    }
}
