import Foundation
import RescueCore

/// A disc whose metadata are changed in many ways, each of them decided by a number.
struct FuzzDisc {
    /// Which filesystem the disc has.
    enum Kind: String, CaseIterable, Sendable {
        case bridge
        case rockRidge
        case writeOnce
        case rewritable
        case metadata
    }

    /// What came of reading a changed disc.
    struct Outcome {
        var reads: Int
        var entries: Int
    }

    /// The sectors that are read of the unchanged disc.
    let metadata: [LBA]
    private let bytes: [UInt8]

    init(_ kind: Kind) throws {
        let bytes = try Self.image(kind)
        var sectors = CountedSectors(bytes)
        _ = DiscFilesystems(from: &sectors)
        let disc = 0..<sectors.sectorCount
        metadata = Set(sectors.read).filter { disc.contains($0) }.sorted()
        self.bytes = bytes
    }

    /// Reads the disc with some changes that look like damage, or like malice.
    func outcome(seed: UInt64) -> Outcome {
        var random = TestRandom(seed: seed)
        var sectors = CountedSectors(bytes)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let lba = place(&random)
            if Int.random(in: 0..<8, using: &random) == 0 {
                sectors.missing.insert(lba)
                continue
            }
            var sector = sectors.changed[lba] ?? original(lba)
            change(&sector, &random)
            if Bool.random(using: &random) { seal(&sector) }
            sectors.changed[lba] = sector
        }
        return read(&sectors)
    }

    /// Reads the disc with one byte of the metadata turned over.
    func outcome(turning place: Int, isSealed: Bool) -> Outcome {
        let lba = metadata[place / Sector.size]
        var sectors = CountedSectors(bytes)
        var sector = original(lba)
        sector[place % Sector.size] ^= [0xFF, 0x01, 0x80][place % 3]
        if isSealed { seal(&sector) }
        sectors.changed[lba] = sector
        return read(&sectors)
    }

    private func read(_ sectors: inout CountedSectors) -> Outcome {
        let filesystems = DiscFilesystems(from: &sectors)
        let count = sectors.sectorCount
        var map = SectorMap(sectorCount: count)
        map.mark(SectorRange(count / 3, count), as: .rescued)
        let damage = FilesystemDamage(filesystems, BadSectors(map))
        for hurt in damage.files.prefix(20) {
            let entry = filesystems.trees[hurt.tree][hurt.entry]
            _ = (entry.path, damage.missingBytes(of: entry, limit: 100))
        }
        return Outcome(
            reads: sectors.read.count, entries: filesystems.trees.reduce(0) { $0 + $1.count })
    }

    private func change(_ sector: inout [UInt8], _ random: inout TestRandom) {
        let offset = Int.random(in: 0..<sector.count - 64, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            sector[offset] = UInt8.random(in: 0...255, using: &random)
        case 1:
            sector[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2:
            for place in offset..<offset + Int.random(in: 1...64, using: &random) {
                sector[place] = UInt8.random(in: 0...255, using: &random)
            }
        case 3:
            sector = original(place(&random))
        case 4:
            let source = Int.random(in: 0..<sector.count - 64, using: &random)
            let part = Array(sector[source..<source + Int.random(in: 1...64, using: &random)])
            sector.replaceSubrange(offset..<offset + part.count, with: part)
        default:
            let numbers = [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, place(&random)]
            let number = numbers.randomElement(using: &random) ?? 0
            let start = offset & ~3
            sector.replaceSubrange(start..<start + 4, with: ISOBuilder.little32(number))
        }
    }

    private func place(_ random: inout TestRandom) -> LBA {
        metadata[Int.random(in: 0..<metadata.count, using: &random)]
    }

    private func original(_ lba: LBA) -> [UInt8] {
        Array(bytes[lba * Sector.size..<(lba + 1) * Sector.size])
    }

    /// Repairs the sums of what looks like a structure of UDF, so that the change gets past them.
    private func seal(_ sector: inout [UInt8]) {
        guard sector[0] != 0, sector[1] < 2 else { return }
        UDFBuilder.seal(&sector)
    }

    private static func image(_ kind: Kind) throws -> [UInt8] {
        if kind == .metadata { return UDFBuilder.metadataVolume().disc.bytes }
        let folder = try SampleTree.make(files: 12)
        let made =
            switch kind {
            case .bridge:
                try Program.named("genisoimage").run(
                    "-quiet", "-udf", "-r", "-J", "-joliet-long", "-o", "disc", "tree", in: folder)
            case .rockRidge:
                try Program.xorriso.run(
                    "-as", "mkisofs", "-quiet", "-r", "-J", "-joliet-long", "-o", "disc", "tree",
                    in: folder)
            case .writeOnce, .rewritable, .metadata:
                try makeUDF(kind == .writeOnce ? "cdr" : "cdrw", in: folder)
            }
        guard made.status == 0 else { throw Unmade(description: made.stderr) }
        let bytes = folder.bytes("disc")
        guard kind == .writeOnce, let last = bytes.lastIndex(where: { $0 != 0 }) else {
            return bytes
        }
        return Array(bytes[..<((last / Sector.size + 1) * Sector.size)])
    }

    private static func makeUDF(
        _ medium: String, in folder: TemporaryFolder
    ) throws -> Consequences {
        try folder.write("disc", [UInt8](repeating: 0, count: 3200 * Sector.size))
        return try Program.mkudffs.run(
            "--blocksize=2048", "--media-type=\(medium)", "disc", in: folder)
    }

    private struct Unmade: Error {
        var description: String
    }
}

/// Sectors with changes, which remember what was read.
private struct CountedSectors: RescuedSectors {
    private let bytes: [UInt8]
    var changed: [LBA: [UInt8]] = [:]
    var missing: Set<LBA> = []
    private(set) var read: [LBA] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var sectorCount: Int { bytes.count / Sector.size }

    mutating func sector(at lba: LBA) -> [UInt8]? {
        read.append(lba)
        guard 0 <= lba, lba < sectorCount, !missing.contains(lba) else { return nil }
        return changed[lba] ?? Array(bytes[lba * Sector.size..<(lba + 1) * Sector.size])
    }
}
