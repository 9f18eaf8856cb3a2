import Glibc
import RescueCore
import Testing

/// What every source of sectors has to do, given what is on its disc.
///
/// One suite for drives, images and simulations: who passes it can take the place of the others.
struct SectorSourceContract {
    /// The bytes of all sectors; those of unreadable sectors do not matter.
    var content: [UInt8]

    /// The sectors that cannot be read.
    var unreadable: Set<LBA> = []

    /// Makes the contract of a disc with recognizable sectors.
    init(sectorCount: Int, unreadable: Set<LBA> = []) {
        content = []
        for lba in 0..<sectorCount { content += Self.sector(lba) }
        self.unreadable = unreadable
    }

    /// A sector that no other one equals, neither at its start nor at its end.
    static func sector(_ lba: LBA) -> [UInt8] {
        var random = TestRandom(seed: UInt64(lba))
        var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: lba), count: Sector.size)
        for start in [0, Sector.size / 2, Sector.size - 8] {
            let word = random.next()
            for place in 0..<8 {
                bytes[start + place] = UInt8(truncatingIfNeeded: word >> (place * 8))
            }
        }
        return bytes
    }

    private var sectorCount: Int { content.count / Sector.size }

    /// Checks all of the contract.
    func check<Source: SectorSource & ~Copyable>(_ source: inout Source, seed: UInt64 = 1) {
        #expect(source.sectorCount == sectorCount)
        checkPieces(&source)
        checkRandomRanges(&source, seed: seed)
        checkIdentity(&source)
    }

    /// The whole, pieces of several sizes, and single sectors: from the first to the last.
    private func checkPieces<Source: SectorSource & ~Copyable>(_ source: inout Source) {
        for size in [sectorCount, 32, 16, 7, 1] {
            let pieces = stride(from: 0, to: sectorCount, by: size).map {
                SectorRange($0, min($0 + size, sectorCount))
            }
            check(pieces, fromMedium: false, of: &source)
            check(pieces, fromMedium: true, of: &source)
        }
    }

    private func checkRandomRanges<Source: SectorSource & ~Copyable>(
        _ source: inout Source, seed: UInt64
    ) {
        var random = TestRandom(seed: seed)
        let ranges = (0..<20).map { _ in
            let start = Int.random(in: 0..<sectorCount, using: &random)
            let count = Int.random(in: 1...(sectorCount - start), using: &random)
            return SectorRange(start: start, count: count)
        }
        check(ranges, fromMedium: false, of: &source)
    }

    private func check<Source: SectorSource & ~Copyable>(
        _ ranges: [SectorRange], fromMedium: Bool, of source: inout Source
    ) {
        let wrong = ranges.filter { range in
            var bytes = [UInt8](repeating: 0xE5, count: range.byteCount)
            var span = bytes.mutableSpan
            do throws(ReadFault) {
                try source.read(ReadRequest(range, fromMedium: fromMedium), into: &span)
            } catch {
                return !isRight(error, range)
            }
            return unreadable.contains { range.contains($0) } || !isContent(bytes, range)
        }
        #expect(wrong.isEmpty, "these requests were answered wrongly")
    }

    /// Byte for byte by `memcmp`: a loop in Swift takes seconds in a debug build.
    private func isContent(_ bytes: [UInt8], _ range: SectorRange) -> Bool {
        unsafe content.withUnsafeBytes { content in
            unsafe bytes.withUnsafeBytes { bytes in
                let start = unsafe content.baseAddress.map { unsafe $0 + range.byteOffset }
                guard let start = unsafe start, let read = bytes.baseAddress else { return false }
                return unsafe memcmp(start, read, range.byteCount) == 0
            }
        }
    }

    /// A fault is of the whole request, and names no sector that can be read.
    private func isRight(_ fault: ReadFault, _ range: SectorRange) -> Bool {
        unreadable.contains { range.contains($0) } && fault.range == range
            && fault.failingLBA.map { unreadable.contains($0) } ?? true
    }

    private func checkIdentity<Source: SectorSource & ~Copyable>(_ source: inout Source) {
        let last = sectorCount - 1
        let asked =
            DiscIdentity.descriptorSectors + [0, last, sectorCount, sectorCount + 1_000_000]
        let told = Set(asked + unreadable).filter { $0 < sectorCount && !unreadable.contains($0) }
        let expected = Dictionary(
            uniqueKeysWithValues: told.map { lba in
                (lba, Array(content[(lba * Sector.size)..<((lba + 1) * Sector.size)]))
            })
        do {
            let identity = try source.identify(reading: asked + unreadable)
            #expect(identity.sectorCount == sectorCount)
            #expect(identity.witnesses == expected)
            let later = try source.identify(reading: asked)
            #expect(identity.matches(later) && later.matches(identity))
        } catch {
            Issue.record(error)
        }
    }
}
