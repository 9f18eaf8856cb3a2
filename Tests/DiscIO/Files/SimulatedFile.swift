import DiscIO
import RescueCore

/// A file of a `SimulatedFileSystem`: its bytes in the cache, and its bytes on the disk.
struct SimulatedFile: Sendable {
    /// The bytes as a program sees them.
    private(set) var bytes: [UInt8] = []

    /// The bytes that a power cut leaves of what was synced.
    private(set) var durable: [UInt8] = []

    private var dirty: Set<Int> = []
    private var stored: Set<Int> = []

    private static let pageSize = 512

    func status(_ number: Int, linkCount: Int) -> FileStatus {
        FileStatus(
            kind: .file, size: bytes.count, allocated: stored.count * Self.pageSize,
            linkCount: linkCount, identity: [UInt64(number)])
    }

    /// Whether the file is on the disk as a program sees it.
    var isDurable: Bool { dirty.isEmpty && durable.count == bytes.count }

    /// Whether some bytes of sectors may be on the disk as they were, or as a program sees them.
    func isDirty(_ range: SectorRange) -> Bool {
        pages(range.byteOffset..<range.byteOffset + range.byteCount).contains(where: dirty.contains)
    }

    mutating func write(_ new: [UInt8], at offset: Int) {
        guard !new.isEmpty else { return }
        if bytes.count < offset + new.count { resize(to: offset + new.count) }
        bytes.replaceSubrange(offset..<offset + new.count, with: new)
        dirty.formUnion(pages(offset..<offset + new.count))
        stored.formUnion(pages(offset..<offset + new.count))
    }

    mutating func resize(to size: Int) {
        bytes = bytes.prefix(size) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
    }

    mutating func punchHole(at offset: Int, count: Int) {
        let zeros = [UInt8](repeating: 0, count: count)
        bytes.replaceSubrange(offset..<offset + count, with: zeros)
        dirty.formUnion(pages(offset..<offset + count))
        stored.subtract(pages(offset..<offset + count))
    }

    func nextData(from offset: Int) -> Int? {
        stored.filter { ($0 + 1) * Self.pageSize > offset }.min().map {
            max(offset, $0 * Self.pageSize)
        }
    }

    mutating func sync() {
        persist(dirty)
        dirty = []
    }

    /// Some pages reach the disk, the others count as clean although they did not.
    mutating func failToSync(_ random: inout TestRandom) {
        persist(dirty.filter { _ in Bool.random(using: &random) })
        dirty = []
    }

    func afterPowerLoss(_ random: inout TestRandom) -> SimulatedFile {
        var file = self
        // Nothing of what was written since the last sync is certain, not even the size.
        if Bool.random(using: &random) {
            file.persist(dirty.filter { _ in Bool.random(using: &random) })
        }
        file.bytes = file.durable
        file.dirty = []
        file.stored = Set(pages(0..<file.durable.count).filter { stored.contains($0) })
        return file
    }

    private mutating func persist(_ pages: Set<Int>) {
        durable =
            durable.prefix(bytes.count)
            + [UInt8](repeating: 0, count: max(0, bytes.count - durable.count))
        for page in pages {
            let start = page * Self.pageSize
            let range = min(start, bytes.count)..<min(start + Self.pageSize, bytes.count)
            durable.replaceSubrange(range, with: bytes[range])
        }
    }

    private func pages(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound / Self.pageSize..<(range.upperBound + Self.pageSize - 1) / Self.pageSize
    }
}
