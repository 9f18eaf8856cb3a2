/// How many sectors a read asks for: many where it will succeed, one unit where it may fail.
///
/// A long read that fails says little of where the damage is if the drive does not name the sector:
/// it is a failing read that was wasted. Near such a failure units are read one by one. What these
/// commands cost more, all together, is a fraction of what one failing read costs.
struct ReadSize: Sendable {
    private let commandSectors: Int
    private var lastFailure: LBA = 0
    private var isVague = false

    /// How many units before and behind a failure are read one by one.
    private static let cautiousUnits = 1_024

    init(commandSectors: Int) {
        self.commandSectors = commandSectors
    }

    /// Takes note of a failure, and whether nothing says which of the sectors it was.
    mutating func noteFailure(at lba: LBA, isVague: Bool) {
        lastFailure = lba
        self.isVague = isVague
    }

    /// The most sectors of a read at the start of a run; reads are aligned to it.
    ///
    /// A short run between two failures is near to damage wherever it is.
    func at(_ run: SectorRange, unit: Int, isBetweenFailures: Bool) -> Int {
        let near = Self.cautiousUnits * unit
        let isNear = abs(run.start - lastFailure) < near || (isBetweenFailures && run.count < near)
        return isVague && isNear ? min(unit, commandSectors) : commandSectors
    }
}
