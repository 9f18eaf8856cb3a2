/// Two copies that cannot be of the same disc.
package struct MergeStrangers: Hashable, Sendable {
    /// The number of the one copy.
    package var first: Int
    /// The number of the other.
    package var second: Int
    /// How many sectors of both were compared.
    package var compared: Int
    /// In how many of them they differ.
    package var differing: Int
}

extension Merger {
    /// So many sectors of each two copies are compared at the most.
    private static let sampleCount = 64

    /// Finds two copies that differ in most of some sectors from all over the disc.
    ///
    /// Sectors that are zero in both prove nothing: every disc has them.
    ///
    /// - Returns: The first two of that kind; nil if all can be of one disc.
    /// - Throws: Why a copy cannot be read.
    package func strangers<Copies: MergeCopies & ~Copyable>(
        among copies: inout Copies
    ) throws(Copies.Failure) -> MergeStrangers? {
        let count = plan.maps.count
        for second in 0..<count {
            for first in 0..<second {
                let found = try compare(first, second, in: &copies)
                if found.differing * 2 > found.compared { return found }
            }
        }
        return nil
    }

    private func compare<Copies: MergeCopies & ~Copyable>(
        _ first: Int, _ second: Int, in copies: inout Copies
    ) throws(Copies.Failure) -> MergeStrangers {
        var found = MergeStrangers(first: first, second: second, compared: 0, differing: 0)
        let zeros = [UInt8](repeating: 0, count: Sector.size)
        for lba in plan.samples(of: first, second, count: Self.sampleCount) {
            let one = try Self.sector(lba, ofCopy: first, in: &copies)
            let other = try Self.sector(lba, ofCopy: second, in: &copies)
            let isSame = areEqual(one.span, other.span)
            if isSame, areEqual(one.span, zeros.span) { continue }
            found.compared += 1
            if !isSame { found.differing += 1 }
        }
        return found
    }

    private static func sector<Copies: MergeCopies & ~Copyable>(
        _ lba: LBA, ofCopy copy: Int, in copies: inout Copies
    ) throws(Copies.Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        try copies.read(SectorRange(start: lba, count: 1), ofCopy: copy, into: &span)
        return bytes
    }
}
