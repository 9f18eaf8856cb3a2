import RescueCore

extension SectorMap {
    /// How many sectors have each status, by its name.
    var sectorsByStatus: [String: Int] {
        Dictionary(
            uniqueKeysWithValues: SectorStatus.allCases.map { ($0.name, count(of: $0)) })
    }
}

extension RescueEnd {
    /// The end in one word, as the JSON lines have it.
    var name: String {
        switch self {
        case .complete: "complete"
        case .exhausted: "unreadable-sectors"
        case .chosenRead: "chosen-read"
        case .outOfTime: "out-of-time"
        case .tooManyReadErrors: "too-many-read-errors"
        case .interrupted: "interrupted"
        case .otherDisc: "other-disc"
        case .driveLost: "drive-lost"
        case .refused: "protected"
        case .driveWedged: "drive-wedged"
        }
    }
}
