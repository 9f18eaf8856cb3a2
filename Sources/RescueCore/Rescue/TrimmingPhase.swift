/// The second phase: finds out which ECC blocks of a failed piece cannot be read.
///
/// Where the drive names the sector that failed, a piece is read whole and cut there; where it does
/// not, the piece is read block by block.
struct TrimmingPhase: Sendable {
    private let chunk: Int
    private let block: Int

    /// Whether the drive tells which sector of a read failed.
    private var namesFailingSector = false

    init(policy: RescuePolicy) {
        chunk = policy.chunkSectors
        block = policy.eccBlockSectors
    }

    /// Learns from a failed read whether this drive names the sector that failed.
    ///
    /// Drives exist that always name the first sector of the command, so only a name further inside
    /// proves anything.
    mutating func learn(from fault: ReadFault) {
        guard let lba = fault.failingLBA else {
            namesFailingSector = false
            return
        }
        namesFailingSector = namesFailingSector || lba > fault.range.start
    }

    func next(in map: SectorMap) -> ReadRequest? {
        map.firstRun(of: SectorStatusSet(.untrimmed)).map { run in
            ReadRequest(run.range.firstPiece(alignedTo: namesFailingSector ? chunk : block))
        }
    }

    /// Marks what is known now; the rest of the piece stays as it is, and is read next.
    mutating func failed(_ fault: ReadFault, in map: inout SectorMap) {
        learn(from: fault)
        let firstBlock = fault.range.firstPiece(alignedTo: block)
        if firstBlock == fault.range {
            giveUp(firstBlock, in: &map)
        } else if namesFailingSector, let lba = fault.failingLBA {
            let bad = SectorRange(start: lba / block * block, count: block)
            giveUp(bad.clamped(to: fault.range), in: &map)
        }
    }

    /// An ECC block that cannot be read as a whole is scraped; a single sector was tried singly now.
    private func giveUp(_ range: SectorRange, in map: inout SectorMap) {
        map.mark(range, as: range.count == 1 ? .unreadable : .unscraped)
    }
}
