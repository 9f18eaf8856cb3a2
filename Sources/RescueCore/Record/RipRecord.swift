/// How an image was made: the value behind `disc.iso.json`.
///
/// The JSON object has exactly the names of the properties; what is nil is left out. A reader may
/// meet names it does not know and passes over them; a change that would mislead an older reader
/// raises `schema`. Times are ISO 8601 with an offset, durations are in seconds, checksums are in
/// lower-case hexadecimal.
package struct RipRecord: Codable, Hashable, Sendable {
    /// The schema this isorip writes, and the newest one it reads.
    package static let currentSchema = 1

    /// How far the work on the image has come.
    package enum State: String, Codable, CaseIterable, Hashable, Sendable {
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
    package struct Tool: Codable, Hashable, Sendable {
        /// The program's name.
        package var name: String
        /// Its version.
        package var version: String

        /// Makes the name of a program.
        package init(name: String = "isorip", version: String) {
            self.name = name
            self.version = version
        }
    }

    /// The version of this format.
    package var schema = Self.currentSchema
    /// Who wrote the record.
    package var tool: Tool
    /// The image's file name, without a directory.
    package var image: String
    /// How far the work has come.
    package var state: State
    /// The disc.
    package var disc: Disc
    /// The drive that was used last; nil for a disc that is an image itself.
    package var drive: Drive?
    /// What the user chose, as names and values.
    package var policy: [String: String]
    /// How many sectors have which status, at the time of writing.
    package var summary: Summary
    /// Every run that worked on the image, the first one first.
    package var history: [Run]
    /// The checksums of the whole image, when it is final; unreadable sectors count as zeros.
    package var sums: SumSet?
    /// The checksums of its ISO 9660 volume alone, if that is shorter; as of `sums`.
    package var volumeSums: VolumeSums?
    /// What was read first, piece by piece; of the image as it was when `sums` were computed.
    package var chunkSums: ChunkSums?
    /// How fast the disc was read, by all runs; nil in records of before this was kept.
    package var speeds: SpeedProfile?
    /// Every verification of the image, the first one first.
    package var verifications: [Verification]?
    /// Where the sectors come from, if the image was merged from others.
    package var merge: Merge?

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
    package struct Summary: Codable, Hashable, Sendable {
        /// Sectors that were not read yet.
        package var untried: Int
        /// Sectors in failed reads that were not looked at more closely.
        package var untrimmed: Int
        /// Sectors in unreadable ECC blocks that were not tried singly.
        package var unscraped: Int
        /// Sectors that could not be read.
        package var unreadable: Int
        /// Sectors that are in the image.
        package var rescued: Int
        /// Sectors that hold no data which an image could have; nil: none.
        package var excluded: Int?

        /// How many sectors are missing in the image.
        package var missing: Int { untried + untrimmed + unscraped + unreadable }

        /// Counts the sectors of a map.
        package init(of map: SectorMap) {
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
    package struct Run: Codable, Hashable, Sendable {
        /// When it began.
        package var started: String
        /// When it ended; nil while it runs, and for ever if it was killed.
        package var ended: String?
        /// How long it took.
        package var seconds: Double?
        /// The drive it read from; nil for an image.
        package var drive: Drive?
        /// How many read commands failed.
        package var readErrors: Int
        /// How it ended; nil while it runs.
        package var outcome: State?

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
    package struct Drive: Codable, Hashable, Sendable {
        /// Who made it.
        package var vendor: String
        /// What it is called.
        package var product: String
        /// Its firmware.
        package var revision: String

        /// Makes the entry of a drive.
        package init(_ drive: DriveIdentity) {
            vendor = drive.vendor
            product = drive.product
            revision = drive.revision
        }
    }
}
