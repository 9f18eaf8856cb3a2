import RescueCore

/// Puts a UDF volume together by hand: with any partition maps, and files of any layout.
///
/// The partition begins at sector 300. Numbers of clauses are those of ECMA-167, 3rd edition.
struct UDFBuilder {
    var disc: MemorySectors

    /// The first sector of the partition.
    static let partition: LBA = 300

    /// Makes a volume with partition maps and the place of its file set descriptor.
    init(sectorCount: Int, maps: [[UInt8]], fileSet: (block: Int, partition: Int)) {
        disc = MemorySectors(bytes: [UInt8](repeating: 0, count: sectorCount * Sector.size))
        for (step, name) in ["BEA01", "NSR03", "TEA01"].enumerated() {
            disc.put([0] + Array(name.utf8) + [1], at: 16 + step)
        }
        var anchor = Structure(tag: 2)
        anchor.put(Self.little(3 * Sector.size, 4) + Self.little(32, 4), 16)
        disc.put(anchor.sealed, at: 256)
        var described = Structure(tag: 5)
        described.put(Self.little(7, 2), 22)
        described.put(
            Self.little(Self.partition, 4) + Self.little(sectorCount - Self.partition, 4), 188)
        disc.put(described.sealed, at: 32)
        var logical = Structure(tag: 6)
        logical.put([8] + Array("HANDMADE".utf8), 84)
        logical.put([9], 84 + 127)
        logical.put(Self.little(Sector.size, 4), 212)
        logical.put([0x50, 0x02], 240)
        logical.put(Self.long(Sector.size, fileSet.block, fileSet.partition), 248)
        logical.put(Self.little(maps.count, 4), 268)
        logical.put(maps.flatMap(\.self), 440)
        disc.put(logical.sealed, at: 33)
        disc.put(Structure(tag: 8).sealed, at: 34)
    }

    /// Puts the file set descriptor at a sector.
    mutating func fileSet(at lba: LBA, root: (block: Int, partition: Int)) {
        var set = Structure(tag: 256)
        set.put(Self.long(Sector.size, root.block, root.partition), 400)
        disc.put(set.sealed, at: lba)
    }

    /// Puts a file entry at a sector (4/14.9); `layout` is 0 short, 1 long, 2 extended, 3 embedded.
    mutating func entry(
        at lba: LBA, type: UInt8 = 5, size: Int, layout: UInt8 = 0, strategy: Int = 4,
        _ allocation: [UInt8]
    ) {
        var entry = Structure(tag: 261)
        entry.put(Self.little(strategy, 2), 20)
        entry.put([type], 27)
        entry.put([layout], 34)
        entry.put(Self.little(size, 8), 56)
        entry.put(Self.little(allocation.count, 4), 172)
        entry.put(allocation, 176)
        disc.put(entry.sealed, at: lba)
    }

    /// Puts further allocation descriptors at a sector (4/14.5).
    mutating func descriptors(at lba: LBA, _ allocation: [UInt8]) {
        var further = Structure(tag: 258)
        further.put(Self.little(allocation.count, 4), 20)
        further.put(allocation, 24)
        disc.put(further.sealed, at: lba)
    }

    /// A record of a directory (4/14.4).
    static func name(_ name: String, at block: Int, in partition: Int = 0) -> [UInt8] {
        let text = [8] + Array(name.utf8)
        var record = Structure(tag: 257, size: (38 + text.count + 3) & ~3)
        record.put([0, UInt8(text.count)] + long(Sector.size, block, partition), 18)
        record.put(text, 38)
        return record.sealed
    }

    /// A short allocation descriptor (4/14.14.1); kind 1 and 2 are holes, 3 leads to further ones.
    static func short(_ byteCount: Int, _ block: Int, kind: Int = 0) -> [UInt8] {
        little(byteCount | kind << 30, 4) + little(block, 4)
    }

    /// A long allocation descriptor (4/14.14.2).
    static func long(_ byteCount: Int, _ block: Int, _ partition: Int = 0) -> [UInt8] {
        little(byteCount, 4) + little(block, 4) + little(partition, 2)
            + [UInt8](repeating: 0, count: 6)
    }

    /// The map of a partition that lies in one piece (3/10.7.2).
    static let plainMap: [UInt8] = [1, 6, 1, 0, 7, 0]

    /// The map of another kind of partition (UDF 2.60, 2.2.8 and on).
    static func map(_ kind: String, _ content: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = [2, 64, 0, 0, 0] + Array("*UDF \(kind) Partition".utf8)
        bytes += [UInt8](repeating: 0, count: 36 - bytes.count) + [1, 0, 7, 0] + content
        return bytes + [UInt8](repeating: 0, count: 64 - bytes.count)
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// The first tree of the volume.
    func tree() -> FileTree? {
        var sectors = disc
        return DiscFilesystems(from: &sectors).trees.first
    }

    /// A structure with a tag, whose sums are put in at the end (3/7.2).
    struct Structure {
        private var bytes: [UInt8]

        init(tag: Int, size: Int = Sector.size) {
            bytes = UDFBuilder.little(tag, 2) + [3, 0]
            bytes += [UInt8](repeating: 0, count: size - bytes.count)
        }

        mutating func put(_ new: [UInt8], _ offset: Int) {
            bytes.replaceSubrange(offset..<offset + new.count, with: new)
        }

        var sealed: [UInt8] {
            var sealed = bytes
            UDFBuilder.seal(&sealed)
            return sealed
        }
    }

    /// Puts the right sums into a structure.
    static func seal(_ bytes: inout [UInt8]) {
        let covered = min(bytes.count - 16, 2032)
        bytes.replaceSubrange(10..<12, with: little(covered, 2))
        var sum = 0
        for byte in bytes[16..<16 + covered] {
            sum ^= Int(byte) << 8
            for _ in 0..<8 { sum = sum & 0x8000 == 0 ? sum << 1 : (sum << 1 ^ 0x1021) & 0xFFFF }
        }
        bytes.replaceSubrange(8..<10, with: little(sum, 2))
        bytes[4] = 0
        bytes[4] = bytes[..<16].reduce(0, &+)
    }
}
