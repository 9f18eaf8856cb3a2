/// Why sectors could not be read: typed once, where the drive or the file is touched.
public struct ReadFault: Error, Hashable, Sendable {
    /// What kind of trouble it was.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The disc is damaged here (03/xx).
        case mediumError = "medium-error"
        /// The drive itself failed or gave the command up (04/xx, 0B/xx).
        case hardwareError = "hardware-error"
        /// These sectors are no data sectors: audio, or the run-out of a track (05/64).
        case wrongTrackType = "wrong-track-type"
        /// These sectors lie behind the end of the medium (05/21).
        case outOfRange = "out-of-range"
        /// The drive wants a key that only a licensed player has (05/6F).
        case protected = "protected"
        /// The drive does not accept the command (05/20, 05/24 and others).
        case commandRejected = "command-rejected"
        /// The drive is not ready yet (02/04 and others).
        case notReady = "not-ready"
        /// There is no disc in the drive (02/3A).
        case noMedium = "no-medium"
        /// The disc may be another one now (06/28).
        case mediumChanged = "medium-changed"
        /// The drive was reset (06/29); the disc may be another one too.
        case deviceReset = "device-reset"
        /// The device no longer answers: unplugged, or its bus is dead.
        case deviceGone = "device-gone"
        /// The command was given up before the drive answered.
        case timedOut = "timed-out"
        /// The command was called a success, but the bytes did not all arrive.
        case unproven = "unproven"
    }

    /// What kind of trouble it was.
    public var kind: Kind

    /// The sectors that were asked for.
    ///
    /// None of them counts as read. Empty if the trouble was with another command than a read.
    public var range: SectorRange

    /// The first sector that failed, where the source knows it; always inside `range`.
    public var failingLBA: LBA?

    /// What the drive said, where it said anything.
    public var sense: Sense?

    /// Makes a fault of a kind that was met while reading `range`.
    ///
    /// A `failingLBA` outside of `range` is dropped: drives that report nonsense exist.
    public init(
        _ kind: Kind, reading range: SectorRange, at failingLBA: LBA? = nil, sense: Sense? = nil
    ) {
        self.kind = kind
        self.range = range
        self.failingLBA = failingLBA.flatMap { range.contains($0) ? $0 : nil }
        self.sense = sense
    }

    /// Makes the fault that sense data declares; INFORMATION gives the failing sector.
    public init(_ sense: Sense, reading range: SectorRange) {
        self.init(
            sense.faultKind, reading: range, at: sense.information.map { LBA($0) }, sense: sense)
    }
}

extension ReadFault {
    /// A fault of which nothing is known: not what was wrong, and not where.
    package static var unexplained: ReadFault {
        ReadFault(.unproven, reading: SectorRange(0, 0))
    }
}

extension ReadFault: CustomStringConvertible {
    /// One line: what, where, and the drive's own words.
    public var description: String {
        let place = failingLBA.map { " at LBA \($0)" } ?? (range.isEmpty ? "" : " at \(range)")
        let words = sense.map { " (\($0))" } ?? ""
        return "\(kind.label)\(place)\(words)"
    }
}

extension ReadFault.Kind {
    /// The kind in a few words, for a person.
    public var label: String {
        switch self {
        case .mediumError: "unreadable"
        case .hardwareError: "drive error"
        case .wrongTrackType: "not a data sector"
        case .outOfRange: "behind the end of the disc"
        case .protected: "copy-protected"
        case .commandRejected: "command rejected by the drive"
        case .notReady: "drive not ready"
        case .noMedium: "no disc in the drive"
        case .mediumChanged: "disc changed"
        case .deviceReset: "drive was reset"
        case .deviceGone: "drive is gone"
        case .timedOut: "no answer in time"
        case .unproven: "success reported, but the data did not arrive"
        }
    }
}

extension ReadFault.Kind {
    /// Whether a fault met at one sector leaves it open which disc is in the drive, if any.
    ///
    /// Any other fault is about that sector, and the disc can be told by the rest of it.
    public var hidesDisc: Bool {
        switch self {
        case .notReady, .noMedium, .mediumChanged, .deviceReset, .deviceGone, .timedOut: true
        case .mediumError, .hardwareError, .wrongTrackType, .outOfRange, .protected,
            .commandRejected, .unproven:
            false
        }
    }

    /// Whether the fault tells news of the drive instead of carrying the command out, once.
    public var isNews: Bool { self == .mediumChanged || self == .deviceReset }
}
