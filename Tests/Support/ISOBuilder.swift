import RescueCore

/// Puts an ISO 9660 volume together by hand, so that it can be as wrong as a test wants it.
struct ISOBuilder {
    var disc: MemorySectors
    private let blockSize: Int

    /// The sector of the root directory, if it was not put elsewhere.
    static let root: LBA = 20

    /// Makes a volume whose root directory has so many sectors.
    init(sectorCount: Int, rootSectors: Int = 1, blockSize: Int = Sector.size) {
        disc = MemorySectors(bytes: [UInt8](repeating: 0, count: sectorCount * Sector.size))
        self.blockSize = blockSize
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        func put(_ new: [UInt8], _ offset: Int) {
            bytes.replaceSubrange(offset..<offset + new.count, with: new)
        }
        put([1] + Array("CD001".utf8) + [1], 0)
        put(Array("HANDMADE".utf8), 40)
        put(Self.both32(sectorCount * Sector.size / blockSize), 80)
        put(Self.both16(blockSize), 128)
        put(
            Self.record(
                [0], at: Self.root * Sector.size / blockSize, size: rootSectors * Sector.size,
                flags: 2), 156)
        disc.put(bytes, at: 16)
        disc.put([255] + Array("CD001".utf8) + [1], at: 17)
    }

    /// Puts the records of a directory at a sector, behind those of itself and its parent.
    mutating func directory(
        at lba: LBA, sectors: Int = 1, systemUse: [UInt8] = [], _ records: [[UInt8]]
    ) {
        let block = lba * Sector.size / blockSize
        let size = sectors * Sector.size
        let own = Self.record([0], at: block, size: size, flags: 2, systemUse: systemUse)
        let parent = Self.record([1], at: block, size: size, flags: 2)
        var page = lba
        var used: [UInt8] = []
        for record in [own, parent] + records {
            if used.count + record.count > Sector.size {
                disc.put(used, at: page)
                (page, used) = (page + 1, [])
            }
            used += record
        }
        disc.put(used, at: page)
    }

    /// Puts a path table at a sector: for each directory its name, block, and its parent's number.
    mutating func pathTable(at lba: LBA, _ records: [(name: String, block: Int, parent: Int)]) {
        let bytes = records.flatMap { record -> [UInt8] in
            let name = record.name.isEmpty ? [0] : Array(record.name.utf8)
            return [UInt8(name.count), 0] + Self.little32(record.block)
                + Array(Self.little32(record.parent)[..<2]) + name
                + (name.count.isMultiple(of: 2) ? [] : [0])
        }
        disc.put(bytes, at: lba)
        disc.put(Self.both32(bytes.count), at: 16, 132)
        disc.put(Self.little32(lba * Sector.size / blockSize), at: 16, 140)
    }

    /// Adds a descriptor and a root directory of Joliet, with files in it: name, block and size.
    mutating func joliet(root: LBA, _ files: [(name: String, block: Int, size: Int)]) {
        var descriptor = disc.sector(at: 16) ?? []
        descriptor[0] = 2
        descriptor.replaceSubrange(88..<91, with: "%/E".utf8)
        let own = Self.record([0], at: root, size: Sector.size, flags: 2)
        descriptor.replaceSubrange(156..<156 + own.count, with: own)
        disc.put(disc.sector(at: 17) ?? [], at: 18)
        disc.put(descriptor, at: 17)
        let records = files.map { file in
            Self.record(
                file.name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, at: file.block,
                size: file.size)
        }
        directory(at: root, records)
    }

    /// A directory record.
    static func record(
        _ name: [UInt8], at block: Int, size: Int, flags: UInt8 = 0, interleave: UInt8 = 0,
        systemUse: [UInt8] = []
    ) -> [UInt8] {
        var bytes: [UInt8] = [0, 0] + both32(block) + both32(size)
        bytes += [101, 1, 1, 12, 0, 0, 0, flags, interleave, interleave] + both16(1)
        bytes += [UInt8(name.count)] + name + (name.count.isMultiple(of: 2) ? [0] : [])
        bytes += systemUse + (systemUse.count.isMultiple(of: 2) ? [] : [0])
        bytes[0] = UInt8(bytes.count)
        return bytes
    }

    /// A directory record with a name in ASCII.
    static func file(
        _ name: String, at block: Int, size: Int, flags: UInt8 = 0, systemUse: [UInt8] = []
    ) -> [UInt8] {
        record(Array(name.utf8), at: block, size: size, flags: flags, systemUse: systemUse)
    }

    /// A field of the system use area.
    static func field(_ signature: String, _ content: [UInt8]) -> [UInt8] {
        Array(signature.utf8) + [UInt8(4 + content.count), 1] + content
    }

    /// What the root's own record says if there is Rock Ridge.
    static let sharing = field("SP", [0xBE, 0xEF, 0])

    static func both32(_ value: Int) -> [UInt8] {
        little32(value) + little32(value).reversed()
    }

    static func little32(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func both16(_ value: Int) -> [UInt8] {
        [UInt8(value & 255), UInt8(value >> 8), UInt8(value >> 8), UInt8(value & 255)]
    }

    /// The first tree of the volume.
    func tree() -> FileTree? {
        var sectors = disc
        return DiscFilesystems(from: &sectors).trees.first
    }
}

extension FileTree {
    /// The paths of all entries but the root, sorted.
    var paths: [String] { indices.dropFirst().map { self[$0].pathText }.sorted() }

    /// What is noted, without places.
    var problems: [String] {
        notes.kept.map { "\($0.subject.rawValue) \($0.problem.rawValue)" }
    }
}
