/// What lies, or lay, in each of the missing ranges.
package struct RangeHoldings: Sendable {
    /// A thing that lost sectors.
    package enum Holder: Hashable, Sendable {
        /// A file or a directory that was hurt.
        case entry(FilesystemDamage.Hurt)
        /// A structure of the filesystem.
        case structure(FilesystemNote.Subject)
    }

    /// The most things that are told of one range; a hostile disc has a million in one sector.
    package static let limit = 8

    /// What a missing range holds.
    package struct Holding: Sendable {
        /// The range.
        package let range: SectorRange
        /// What lies in it, or lay.
        package fileprivate(set) var holders: [Holder] = []
        /// Whether more things than those lie in it.
        package fileprivate(set) var hasMore = false
        /// Whether nothing uses a part of it.
        package fileprivate(set) var isPartlyUnused = false
    }

    /// The missing ranges, in order.
    package private(set) var holdings: [Holding]

    private let bad: BadSectors
    /// How often a thing may still be put into a range: a hostile disc has a million files in every sector.
    private var budget = 1_000_000

    /// Finds out what lies in the missing ranges of an image.
    package init(_ analysis: ImageAnalysis) {
        bad = analysis.damage.bad
        holdings = bad.ranges.map { Holding(range: $0) }
        for structure in analysis.damage.structures {
            note(.structure(structure.structure.subject), in: structure.structure.range)
        }
        for hurt in analysis.damage.directories + analysis.damage.files {
            let entry = analysis.entry(of: hurt)
            if let record = entry.record, hurt.isRecordMissing {
                note(.entry(hurt), in: SectorRange(start: record, count: 1))
            }
            for extent in entry.extents where bad.badBytes(of: extent) > 0 {
                note(.entry(hurt), in: extent.sectors)
            }
        }
        for range in analysis.damage.unused {
            for index in bad.overlapping(range).indices { holdings[index].isPartlyUnused = true }
        }
    }

    private mutating func note(_ holder: Holder, in range: SectorRange) {
        for index in bad.overlapping(range).indices {
            guard budget > 0 else { return holdings[index].hasMore = true }
            budget -= 1
            if holdings[index].holders.contains(holder) { continue }
            if holdings[index].holders.count < Self.limit {
                holdings[index].holders.append(holder)
            } else {
                holdings[index].hasMore = true
            }
        }
    }
}
