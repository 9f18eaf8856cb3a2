import Foundation
import RescueCore
import Testing

/// Drives that lie, and images that rot: no difference is missed, and each is laid at the right door.
@Suite struct LyingDriveTests {
    private static let sectorCount = 12

    /// A disc with up to two lies in its drive and up to two changes in its image.
    private struct Case: ~Copyable {
        var rip: LyingRip
        var rotten: Set<LBA> = []
        init(seed: UInt64) throws {
            var random = TestRandom(seed: seed)
            var lies: [LBA: LyingSource.Lie] = [:]
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let lba = Int.random(in: 0..<sectorCount, using: &random)
                lies[lba] = LyingSource.Lie.allCases.randomElement(using: &random)
            }
            var source = LyingSource(sectorCount: sectorCount, seed: seed, lies: lies)
            source.cacheSectors = Int.random(in: 0...4, using: &random)
            source.obeysFromMedium = Bool.random(using: &random)
            let lost = Int.random(in: 0..<sectorCount, using: &random)
            rip = try LyingRip(
                source, lost: Bool.random(using: &random) ? [SectorRange(lost, lost + 1)] : [],
                chunkSectors: Int.random(in: 1...sectorCount, using: &random))
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let lba = Int.random(in: 0..<sectorCount, using: &random)
                guard rip.map.status(at: lba) == .rescued, !rotten.contains(lba) else { continue }
                rip.rot(lba)
                rotten.insert(lba)
            }
        }
    }

    /// What all parties said of one sector: how their bytes differ from the true ones.
    private struct Said {
        var first: UInt8
        var second: UInt8
        var third: UInt8?
        var image: UInt8

        /// Whether what was read first can be put together from the rest.
        var isFirstKnown: Bool { [image, second, third].contains(first) }
        var differs: Bool { second != image }

        /// What has to be found; `knowsFirst` for the whole chunk.
        func findings(knowsFirst: Bool) -> Set<VerifyFinding> {
            guard differs else { return [] }
            guard knowsFirst else {
                if second == third { return [.imageDiffers] }
                return third == image ? [.unstableConfirmed] : [.unstableUndecided]
            }
            var findings: Set<VerifyFinding> = image == first ? [] : [.imageChanged]
            if first == second && second == third { return findings }
            let isImageRight = [first, second, third].count { $0 == image } == 2
            let hasPair = first == second || second == third || first == third
            findings.insert(
                isImageRight
                    ? .unstableConfirmed : hasPair ? .unstableOutvoted : .unstableUndecided)
            return findings
        }
    }

    /// What was said of all sectors that were compared.
    private static func said(in one: borrowing Case) -> [LBA: Said] {
        let rescued = (0..<sectorCount).filter { one.rip.map.status(at: $0) == .rescued }
        // The end of a disc that is not small is read once more before the pass.
        let isSmall = rescued.count <= 8
        let tail = Set(isSmall ? [] : rescued.suffix(4))
        var said: [LBA: Said] = [:]
        for lba in rescued {
            let deliveries = one.rip.source.deliveries[lba] ?? []
            let second = tail.contains(lba) ? 2 : 1
            var sector = Said(
                first: deliveries[0].lie,
                second: deliveries[second].lie,
                image: deliveries[0].lie | (one.rotten.contains(lba) ? 0x80 : 0))
            if sector.differs {
                sector.third = deliveries.dropFirst(second + 1).first(where: \.wasFromMedium)?.lie
            }
            said[lba] = sector
        }
        return said
    }

    /// Verifies one case, every other one comparing beside the reading; says what is wrong about the result, or nothing.
    private func problem(seed: UInt64) throws -> String? {
        var one = try Case(seed: seed)
        let (end, result) = try one.rip.verify(besideReading: seed.isMultiple(of: 2))
        guard end == .complete else { return "ended with \(end)" }
        let said = Self.said(in: one)
        let step = one.rip.sums.chunkSectors
        for (lba, sector) in said {
            let found = Set(result.findings.filter { $1.contains { $0.contains(lba) } }.keys)
            let parties = Set([sector.first, sector.second, sector.image])
            if found.isEmpty != (parties.count == 1) { return "LBA \(lba): \(found)" }
            let chunk = said.filter { $0.key / step == lba / step && $0.value.differs }
            let expected = sector.findings(knowsFirst: chunk.values.allSatisfy(\.isFirstKnown))
            if found != expected { return "LBA \(lba): \(found), not \(expected)" }
        }
        let differing = said.values.count(where: \.differs)
        return result.identical == said.count - differing ? nil : "\(result.identical) identical"
    }

    /// `SEEDS=100000` in the environment tries so many.
    private static let thousands =
        ProcessInfo.processInfo.environment["SEEDS"].flatMap { Int($0) }.map { $0 / 1000 } ?? 10

    @Test(arguments: 0..<thousands)
    func `no silent corruption is missed, and the right party is named`(thousand: Int) throws {
        for seed in UInt64(thousand * 1000)..<UInt64((thousand + 1) * 1000) {
            if let problem = try problem(seed: seed) {
                Issue.record("seed \(seed): \(problem)")
                return
            }
        }
    }
}
