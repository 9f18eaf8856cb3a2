/// What is known of what a drive gives of an ECC block that it cannot read as a whole.
///
/// Most drives give nothing of it, some give the sectors that are good. While nothing else is known
/// the block is the unit that is read and given up; once it is known, it is the sector.
struct BlockYield: Sendable {
    /// How many sectors share an ECC block.
    let block: Int

    /// Whether the drive gives good sectors of bad blocks.
    private(set) var givesGoodSectors = false

    /// How many blocks could be read that could not be read before, or the other way round.
    private(set) var flakyBlocks = 0

    /// How many probes of bad blocks found nothing.
    private var vainProbes = 0

    /// How many bad blocks were read again for a probe that found nothing.
    private(set) var blocksReadAgain = 0

    /// How many more times a sector named inside a bad block counts as a hint.
    private var hintsLeft = 2

    /// How many bad blocks gave a sector twice and kept the rest; a flaky block may do that by chance.
    private var partialBlocks = 0

    init(block: Int) {
        self.block = block
    }

    /// How many sectors are read and given up together.
    var unit: Int { givesGoodSectors ? 1 : block }

    /// How many more bad blocks to probe before concluding that the drive gives nothing of any.
    ///
    /// Damage rarely begins with the first sector of a block or ends with the last one: if a drive
    /// gives good sectors, a probe of the outer sector at the edge of the damage shows it in 15 of 16
    /// cases on a DVD. Where damage is dense it shows less, so one of sixteen blocks is probed.
    func probesLeft(badBlocks: Int) -> Int {
        block == 1 || givesGoodSectors || isConcluded
            ? 0 : max(0, max(Self.fewestProbes, badBlocks / 16) + moreProbes - vainProbes)
    }

    /// A block that gave a part is worth a few more probes before that is taken for chance.
    private var moreProbes: Int { partialBlocks > flakyBlocks ? 8 : 0 }

    /// Whether a probe is worthwhile early on: none found nothing, or one found something.
    var isPromising: Bool { vainProbes == 0 || partialBlocks > 0 }

    /// How many probes are made on any disc.
    private static let fewestProbes = 4
    private var isConcluded = false

    /// Whether a failing sector inside of its block says that those before it can be had.
    func isHint(_ lba: LBA) -> Bool {
        unit > 1 && lba % block > 0 && hintsLeft > 0
    }

    /// Takes note of how a hint turned out.
    mutating func noteHint(isTrue: Bool) {
        if isTrue { givesGoodSectors = true } else { hintsLeft -= 1 }
    }

    /// Takes note that the outer sector at an edge of the damage is bad, too.
    ///
    /// - Parameter isRead: Whether it was read for that; else the drive had named it before.
    mutating func noteVainProbe(isRead: Bool) {
        vainProbes += 1
        blocksReadAgain += isRead ? 1 : 0
    }

    /// Takes note of a bad block that gives a sector, and gives it again.
    mutating func notePartialBlock() {
        partialBlocks += 1
        if partialBlocks >= 2 + flakyBlocks { givesGoodSectors = true }
    }

    /// Takes note of a block that fails at one time and not at another.
    mutating func noteFlakyBlock() {
        flakyBlocks += 1
    }

    /// Draws the conclusion when nothing is left to be probed.
    ///
    /// One block that gave a sector is enough where not much can be lost by believing it.
    mutating func conclude(badBlocks: Int) {
        if partialBlocks > flakyBlocks, badBlocks <= 4 { givesGoodSectors = true }
        isConcluded = true
    }
}
