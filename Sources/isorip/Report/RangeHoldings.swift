import RescueCore

/// What lies, or lay, in each of the missing ranges.
struct RangeHoldings {
    /// A thing that lost sectors.
    enum Holder: Hashable {
        /// A file or a directory, by its place among all hurt entries.
        case entry(FilesystemDamage.Hurt)
        /// A structure of the filesystem.
        case structure(FilesystemNote.Subject)
    }

    /// So many things are told of each range; a hostile disc has a million in one sector.
    static let limit = 8

    /// For each range of the damage's `bad` what it holds.
    private(set) var holders: [[Holder]]
    /// For each range whether more things than those lie in it.
    private(set) var hasMore: [Bool]
    /// For each range whether nothing uses a part of it.
    private(set) var isPartlyUnused: [Bool]

    private let bad: BadSectors
    /// So often a thing is put into a range: a hostile disc has a million files in every sector.
    private var budget = 1_000_000

    init(_ analysis: ImageAnalysis) {
        bad = analysis.damage.bad
        holders = bad.ranges.map { _ in [] }
        hasMore = bad.ranges.map { _ in false }
        isPartlyUnused = bad.ranges.map { _ in false }
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
            for index in bad.overlapping(range).indices { isPartlyUnused[index] = true }
        }
    }

    private mutating func note(_ holder: Holder, in range: SectorRange) {
        for index in bad.overlapping(range).indices {
            guard budget > 0 else { return hasMore[index] = true }
            budget -= 1
            if holders[index].contains(holder) { continue }
            if holders[index].count < Self.limit {
                holders[index].append(holder)
            } else {
                hasMore[index] = true
            }
        }
    }
}
