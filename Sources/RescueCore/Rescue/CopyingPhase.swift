/// The first phase: everything that reads easily, in large pieces.
///
/// Pass 1 goes forward and jumps ahead when a read fails, further each time. Pass 2 comes back from
/// the end and stops at the damage in each gap that was left. Pass 3 reads what then still lies
/// between two failures.
struct CopyingPhase: Sendable {
    private(set) var pass = 1

    private let chunk: Int
    private var cursor: LBA = 0
    private var jump: Int

    init(policy: RescuePolicy) {
        chunk = policy.chunkSectors
        jump = policy.chunkSectors
    }

    /// Starts over with the first pass.
    mutating func restart() {
        pass = 1
        cursor = 0
        jump = chunk
    }

    mutating func next(in map: SectorMap) -> ReadRequest? {
        while map.count(of: .untried) > 0 {
            if let range = nextRange(in: map) { return ReadRequest(range) }
            guard pass < 3 else { return nil }
            pass += 1
            cursor = pass == 2 ? map.sectorCount : 0
        }
        return nil
    }

    mutating func succeeded(_ range: SectorRange) {
        cursor = pass == 2 ? range.start : range.end
        jump = chunk
    }

    /// Marks what is known now, and leaves the neighbourhood of the failure.
    mutating func failed(_ fault: ReadFault, in map: inout SectorMap) {
        let run = map.run(at: fault.range.start).range
        map.mark(fault.range, as: .untrimmed)
        switch pass {
        case 1:
            cursor = min(fault.range.end + jump, run.end)
            jump = min(jump * 2, max(chunk, map.sectorCount / 100))
        case 2: cursor = run.start
        default: cursor = fault.range.end
        }
    }

    private func nextRange(in map: SectorMap) -> SectorRange? {
        let untried = SectorStatusSet(.untried)
        return pass == 2
            ? map.lastRun(of: untried, before: cursor)?.range.lastPiece(alignedTo: chunk)
            : map.firstRun(of: untried, from: cursor)?.range.firstPiece(alignedTo: chunk)
    }
}
