/// How a sector was decided of which the copies have different bytes.
public enum MergeDecision: String, CaseIterable, Hashable, Sendable {
    /// More than half of three or more copies have the same bytes.
    case majority = "majority"
    /// There is no majority; the copy that the user prefers has the sector.
    case preferred = "preferred"
    /// Nobody can tell which bytes are right, so the sector is left out.
    case undecided = "undecided"
}

/// What came of a merge.
public struct MergeResult: Equatable, Sendable {
    /// Neighbouring sectors of which the copies have different bytes, decided in the same way.
    public struct Disagreement: Hashable, Sendable {
        /// The sectors.
        package var range: SectorRange
        /// How they were decided.
        public var decision: MergeDecision
    }

    /// What is known of every sector of the merged image.
    public internal(set) var map: SectorMap

    /// How many sectors were taken from each copy.
    ///
    /// What several copies have alike counts for the first of them.
    public internal(set) var taken: [Int]

    /// How many sectors the copies have different bytes of, by how they were decided.
    public private(set) var disagreeing: [MergeDecision: Int] = [:]

    /// The disagreements by rising LBA, the first `mostListed` ranges only.
    public private(set) var disagreements: [Disagreement] = []

    /// The most ranges that are listed.
    public static let mostListed = 1_000

    init(sectorCount: Int, copies: Int) {
        map = SectorMap(sectorCount: sectorCount)
        taken = [Int](repeating: 0, count: copies)
    }

    /// How many sectors were decided in one way.
    public func count(of decision: MergeDecision) -> Int { disagreeing[decision, default: 0] }

    mutating func note(_ decision: MergeDecision, at lba: LBA) {
        disagreeing[decision, default: 0] += 1
        if let last = disagreements.last, last.decision == decision, last.range.end == lba {
            disagreements[disagreements.count - 1].range = SectorRange(last.range.start, lba + 1)
        } else if disagreements.count < Self.mostListed {
            let range = SectorRange(start: lba, count: 1)
            disagreements.append(Disagreement(range: range, decision: decision))
        }
    }
}
