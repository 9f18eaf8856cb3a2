/// A read that is worthwhile right after another one failed.
enum FollowUp: Hashable, Sendable {
    /// The sectors before the one that the drive named: the drive has just read them.
    case front(SectorRange, named: SectorRange)
    /// The same, from inside of the bad block: whether it gives the good sectors of that.
    case hint(SectorRange, sector: LBA)
    /// The outer sector at the edge of damage: whether the drive gives good sectors of a bad block.
    case probe(SectorRange, block: SectorRange)
    /// The rest of a block whose probe could be read: whether there is a bad sector in it at all.
    case rest(SectorRange, isLast: Bool)
    /// The first half of a block whose second half could be read: whether there is a bad sector in it.
    case otherHalf(SectorRange)
    /// The sector next to the probe, when the rest failed: whether that was more than chance.
    case second(SectorRange)

    /// What is read.
    var range: SectorRange {
        switch self {
        case .front(let range, _), .hint(let range, _), .probe(let range, _), .rest(let range, _),
            .otherHalf(let range), .second(let range):
            range
        }
    }
}
