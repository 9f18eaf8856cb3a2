extension RipRecord {
    /// Where the sectors of a merged image come from.
    public struct Merge: Codable, Hashable, Sendable {
        /// When it was merged.
        public var started: String
        /// How long it took.
        public var seconds: Double
        /// The copies, in the order they were named in.
        public var inputs: [Input]
        /// How many sectors the copies have different bytes of, by how they were decided.
        public var disagreeing: Disagreeing
        /// Which sectors these are, by rising LBA; the first `MergeResult.mostListed` ranges only.
        public var disagreements: [Disagreement]

        /// A copy of the disc.
        public struct Input: Codable, Hashable, Sendable {
            /// Its file name, without a directory.
            public var image: String
            /// How many sectors it had.
            public var rescuedSectors: Int
            /// How many sectors were taken from it.
            public var takenSectors: Int
            /// The drive it was read in last, if its record knows.
            public var drive: Drive?

            /// Makes the entry of a copy.
            package init(
                image: String, rescuedSectors: Int, takenSectors: Int, drive: Drive? = nil
            ) {
                self.image = image
                self.rescuedSectors = rescuedSectors
                self.takenSectors = takenSectors
                self.drive = drive
            }
        }

        /// Sectors the copies have different bytes of, by a `MergeDecision`.
        public struct Disagreeing: Codable, Hashable, Sendable {
            /// More than half of three or more copies decided.
            public var majority: Int
            /// The copy that the user prefers decided.
            public var preferred: Int
            /// They were left out.
            public var undecided: Int
        }

        /// Neighbouring sectors that were decided in the same way.
        public struct Disagreement: Codable, Hashable, Sendable {
            /// A `MergeDecision`.
            public var decision: String
            /// The first sector.
            public var firstLBA: LBA
            /// The last sector.
            public var lastLBA: LBA
        }

        /// Makes the entry of a merge.
        public init(started: String, seconds: Double, inputs: [Input], result: MergeResult) {
            self.started = started
            self.seconds = seconds
            self.inputs = inputs
            disagreeing = Disagreeing(
                majority: result.count(of: .majority), preferred: result.count(of: .preferred),
                undecided: result.count(of: .undecided))
            disagreements = result.disagreements.map {
                Disagreement(
                    decision: $0.decision.rawValue, firstLBA: $0.range.start,
                    lastLBA: $0.range.end - 1)
            }
        }
    }
}
