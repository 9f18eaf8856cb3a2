/// How far the rescue of a sector has come, in the letters of a GNU ddrescue mapfile.
///
/// Ordered from less to more processed, as ddrescue orders them.
public enum SectorStatus: UInt8, CaseIterable, Hashable, Sendable {
    /// `?`: not read yet.
    case untried
    /// `*`: part of a read that failed; not looked at more closely yet.
    case untrimmed
    /// `/`: in an ECC block that could not be read as a whole; its sectors were not tried singly yet.
    case unscraped
    /// `-`: tried at the finest granularity, and failed.
    case unreadable
    /// `+`: its bytes are in the image.
    case rescued
    /// No sector of 2048 bytes of data: audio, a gap, run-out, Form 2. The image has zeros here.
    ///
    /// A mapfile has no letter for it. It is written as `?`, which is true, nothing was read here, and
    /// known again from the disc's tracks and the record.
    case excluded

    /// The statuses that a mapfile can tell from each other.
    public static let mapfileCases: [SectorStatus] = [
        .untried, .untrimmed, .unscraped, .unreadable, .rescued,
    ]

    /// The letter in a mapfile.
    public var letter: Character {
        switch self {
        case .untried, .excluded: "?"
        case .untrimmed: "*"
        case .unscraped: "/"
        case .unreadable: "-"
        case .rescued: "+"
        }
    }

    /// Its name, as the JSON has it.
    public var name: String {
        switch self {
        case .untried: "untried"
        case .untrimmed: "untrimmed"
        case .unscraped: "unscraped"
        case .unreadable: "unreadable"
        case .rescued: "rescued"
        case .excluded: "excluded"
        }
    }

    /// The status that a mapfile's letter stands for, if it stands for one.
    public init?(letter: Character) {
        let status = Self.mapfileCases.first { $0.letter == letter }
        guard let status else { return nil }
        self = status
    }
}

extension SectorStatus: Comparable {
    /// Whether `left` is the less processed of the two.
    public static func < (left: SectorStatus, right: SectorStatus) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A set of statuses, for questions to a map.
public struct SectorStatusSet: OptionSet, Hashable, Sendable {
    /// One bit for each status, at the place of its raw value.
    public let rawValue: UInt8

    /// Makes the set of the statuses whose bits are set.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Makes the set of one status.
    public init(_ status: SectorStatus) {
        self.rawValue = 1 << status.rawValue
    }

    /// Whether `status` is in the set.
    public func contains(_ status: SectorStatus) -> Bool {
        !isDisjoint(with: SectorStatusSet(status))
    }

    /// What is still missing in the image.
    public static let missing: SectorStatusSet = [
        SectorStatusSet(.untried), SectorStatusSet(.untrimmed), SectorStatusSet(.unscraped),
        SectorStatusSet(.unreadable),
    ]
}
