import RescueCore

/// A disc of a few sectors, its damage, and what its image holds before the run.
///
/// The first byte of a sector tells which sector of which disc it is, and all others are like it.
struct OrderSetting: Hashable, Sendable {
    /// What a drive answers at one sector, whenever it is read.
    struct Condition: Hashable, Sendable {
        var lba: LBA
        var sense: Sense
    }

    /// Which disc bytes are of.
    enum Origin: UInt8, Sendable {
        /// The disc that the image is to be of.
        case first = 0x40
        /// The disc it is swapped for: it differs everywhere but in its descriptors.
        case other = 0x80
        /// The image before a rip that reads some sectors again.
        case earlier = 0xC0
    }

    var name: String
    var sectorCount: Int
    var eccBlockSectors: Int
    /// Sectors that cannot be read in the first run.
    var dead: Set<LBA> = []
    /// Sectors at which so many reads fail.
    var flaky: [LBA: Int] = [:]
    /// What the drive of the first run always answers somewhere.
    var condition: Condition?
    /// Sectors of the other disc that are of Form 2.
    var otherFormTwo = SectorRange(0, 0)
    /// Sectors of a complete image that are to be read again; empty: the image is a new one.
    var suspects = SectorRange(0, 0)

    /// How long the drive is waited for, in seconds.
    var patience = 5
    /// How long a run may last; nil: as long as it takes.
    var maxTime: Duration?

    /// The sectors by which a disc is recognised: both discs have the same there.
    var descriptors: [LBA] { [1, 2, sectorCount / 2 + 1] }

    /// The byte that fills a sector of a disc.
    func byte(_ lba: LBA, of origin: Origin) -> UInt8 {
        let isShared = origin == .other && descriptors.contains(lba)
        return (isShared ? Origin.first : origin).rawValue + UInt8(lba)
    }

    /// What a sector of the image may hold that a map counts as rescued.
    func isTrue(_ byte: UInt8, at lba: LBA) -> Bool {
        byte == self.byte(lba, of: .first)
            || suspects.contains(lba) && byte == self.byte(lba, of: .earlier)
    }

    /// The image that the disc has.
    var truth: [UInt8] {
        (0..<sectorCount).flatMap { [UInt8](repeating: byte($0, of: .first), count: Sector.size) }
    }

    /// The image before the first run, if there is one.
    var earlierImage: [UInt8] {
        (0..<sectorCount).flatMap { lba in
            let origin: Origin = suspects.contains(lba) ? .earlier : .first
            return [UInt8](repeating: byte(lba, of: origin), count: Sector.size)
        }
    }

    /// A policy by which all that a rescue does is done within a few commands.
    var policy: RescuePolicy {
        RescuePolicy(
            eccBlockSectors: eccBlockSectors, commandSectors: 4, effort: .thorough,
            maxTime: maxTime, checkpointInterval: .seconds(1), patience: .seconds(patience))
    }

    /// Four ECC blocks of four sectors, as a DVD has them in large.
    static let blocks = OrderSetting(
        name: "blocks", sectorCount: 16, eccBlockSectors: 4, dead: [6], flaky: [13: 3])

    /// Twelve sectors of a CD; the other disc is of Form 2 here and there.
    static let cd = OrderSetting(
        name: "cd", sectorCount: 12, eccBlockSectors: 1, dead: [5], flaky: [9: 2],
        otherFormTwo: SectorRange(8, 10))

    /// A run that has less time than it needs, with a drive that is waited for much longer.
    static let shortOfTime = OrderSetting(
        name: "short-of-time", sectorCount: 16, eccBlockSectors: 4, dead: [6], flaky: [13: 3],
        patience: 600, maxTime: .seconds(5))

    /// A disc that is well, in a drive that answers one thing at one sector.
    static func always(_ sense: Sense, at lba: LBA) -> OrderSetting {
        OrderSetting(
            name: "always", sectorCount: 16, eccBlockSectors: 4,
            condition: Condition(lba: lba, sense: sense))
    }

    /// A complete image of which some sectors are read again.
    static let rereading = OrderSetting(
        name: "rereading", sectorCount: 16, eccBlockSectors: 4, flaky: [9: 2],
        suspects: SectorRange(3, 11))
}
