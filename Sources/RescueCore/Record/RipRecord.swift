/// How an image was made: the value behind `disc.iso.json`.
///
/// The JSON object has exactly the names of the properties; what is nil is left out. A reader may
/// meet names it does not know and passes over them; a change that would mislead an older reader
/// raises `schema`. Times are ISO 8601 with an offset, durations are in seconds, checksums are in
/// lower-case hexadecimal.
public struct RipRecord: Codable, Hashable, Sendable {
    /// The schema this isorip writes, and the newest one it reads.
    public static let currentSchema = 1

    /// How far the work on the image has come.
    public enum State: String, Codable, CaseIterable, Hashable, Sendable {
        /// A rip is running, or it ended without a chance to say so.
        case started = "started"
        /// A rip was stopped before it was through with the disc.
        case interrupted = "interrupted"
        /// Every sector is in the image.
        case complete = "complete"
        /// The rescue is through with the disc, and some sectors could not be read.
        case completeWithUnreadable = "complete-with-unreadable"
    }

    /// A program and its version.
    public struct Tool: Codable, Hashable, Sendable {
        /// The program's name.
        public var name: String
        /// Its version.
        public var version: String

        /// Makes the name of a program.
        public init(name: String = "isorip", version: String) {
            self.name = name
            self.version = version
        }
    }

    /// The version of this format.
    public var schema = Self.currentSchema
    /// Who wrote the record.
    public var tool: Tool
    /// The image's file name, without a directory.
    public var image: String
    /// How far the work has come.
    public var state: State
    /// The disc.
    public var disc: Disc
    /// The drive that was used last; nil for a disc that is an image itself.
    public var drive: Drive?
    /// What the user chose, as names and values.
    public var policy: [String: String]
    /// How many sectors have which status, at the time of writing.
    public var summary: Summary
    /// Every run that worked on the image, the first one first.
    public var history: [Run]
    /// The checksums of the whole image, when it is final; unreadable sectors count as zeros.
    public var sums: SumSet?
    /// The checksums of its ISO 9660 volume alone, if that is shorter; as of `sums`.
    public var volumeSums: VolumeSums?
    /// What was read first, piece by piece; of the image as it was when `sums` were computed.
    public var chunkSums: ChunkSums?
    /// How fast the disc was read, by all runs; nil in records of before this was kept.
    public var speeds: SpeedProfile?
    /// Every verification of the image, the first one first.
    public var verifications: [Verification]?
    /// Where the sectors come from, if the image was merged from others.
    public var merge: Merge?

    /// Makes a record.
    package init(
        tool: Tool, image: String, state: State, disc: Disc, drive: Drive? = nil,
        policy: [String: String] = [:], summary: Summary, history: [Run] = [],
        sums: SumSet? = nil
    ) {
        self.tool = tool
        self.image = image
        self.state = state
        self.disc = disc
        self.drive = drive
        self.policy = policy
        self.summary = summary
        self.history = history
        self.sums = sums
    }
}

extension RipRecord {
    /// How many sectors have which status.
    public struct Summary: Codable, Hashable, Sendable {
        /// Sectors that were not read yet.
        public var untried: Int
        /// Sectors in failed reads that were not looked at more closely.
        public var untrimmed: Int
        /// Sectors in unreadable ECC blocks that were not tried singly.
        public var unscraped: Int
        /// Sectors that could not be read.
        public var unreadable: Int
        /// Sectors that are in the image.
        public var rescued: Int
        /// Sectors that hold no data which an image could have; nil: none.
        public var excluded: Int?

        /// How many sectors are missing in the image.
        public var missing: Int { untried + untrimmed + unscraped + unreadable }

        /// Counts the sectors of a map.
        public init(of map: SectorMap) {
            untried = map.count(of: .untried)
            untrimmed = map.count(of: .untrimmed)
            unscraped = map.count(of: .unscraped)
            unreadable = map.count(of: .unreadable)
            rescued = map.count(of: .rescued)
            let excluded = map.count(of: .excluded)
            self.excluded = excluded > 0 ? excluded : nil
        }
    }

    /// One run of isorip that worked on the image.
    public struct Run: Codable, Hashable, Sendable {
        /// When it began.
        public var started: String
        /// When it ended; nil while it runs, and for ever if it was killed.
        public var ended: String?
        /// How long it took.
        public var seconds: Double?
        /// The drive it read from; nil for an image.
        public var drive: Drive?
        /// How many read commands failed.
        public var readErrors: Int
        /// How it ended; nil while it runs.
        public var outcome: State?

        /// Makes the entry of a run.
        package init(
            started: String, ended: String? = nil, seconds: Double? = nil, drive: Drive? = nil,
            readErrors: Int = 0, outcome: State? = nil
        ) {
            self.started = started
            self.ended = ended
            self.seconds = seconds
            self.drive = drive
            self.readErrors = readErrors
            self.outcome = outcome
        }
    }

    /// A drive, in its own words.
    public struct Drive: Codable, Hashable, Sendable {
        /// Who made it.
        public var vendor: String
        /// What it is called.
        public var product: String
        /// Its firmware.
        public var revision: String

        /// Makes the entry of a drive.
        public init(_ drive: DriveIdentity) {
            vendor = drive.vendor
            product = drive.product
            revision = drive.revision
        }
    }
}
