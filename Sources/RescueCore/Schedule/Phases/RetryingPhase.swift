/// The last phase: unreadable blocks once more, from the medium, in both directions and at several
/// speeds.
///
/// A block is asked for as a whole, which gives all of its sectors at once when it succeeds. Blocks
/// at the edges of the damage come before those in the middle of it, where less is to be hoped for.
struct RetryingPhase: Sendable {
    /// What has to be gone before sectors are retried.
    static let before: SectorStatusSet = SectorStatusSet.missing.subtracting(
        SectorStatusSet(.unreadable))

    private(set) var pass = 0

    private let policy: RescuePolicy
    private var secondLook: RereadBudget?
    private var retriesDone = 0
    private var isAtEdges = true
    private var cursor: LBA = 0
    /// The blocks that this pass tried at the edges.
    private var tried: Set<LBA> = []
    /// What is left of a block that is now read sector by sector.
    private var singles = SectorRange(0, 0)

    /// What failed for another reason than its damage.
    private var doubtful: [SectorRange] = []
    private var vainDoubts = 0

    init(policy: RescuePolicy) {
        self.policy = policy
    }

    /// The multiple of 1x that the drive is to keep to in this pass; nil: as fast as it can.
    var speed: Double? {
        guard secondLook == nil, !policy.retrySpeeds.isEmpty else { return policy.speed }
        let speed = policy.retrySpeeds[retriesDone % policy.retrySpeeds.count]
        return min(speed ?? .infinity, policy.speed ?? .infinity).finite
    }

    mutating func next(in map: SectorMap, yield: BlockYield) -> ReadRequest? {
        while map.count(of: .unreadable) > 0 {
            if pass == 0 {
                if let range = nextDoubtful(in: map) { return ReadRequest(range, fromMedium: true) }
                let look = RereadBudget(at: map.count(of: .unreadable), yield: yield)
                secondLook = look.isOver ? nil : look
                guard secondLook != nil || policy.retries > 0 else { return nil }
                begin(in: map)
            }
            if secondLook?.isOver != true,
                let piece = nextSingle() ?? nextPiece(in: map, unit: yield.unit)
            {
                return ReadRequest(piece, fromMedium: true)
            }
            if isAtEdges, secondLook?.isOver != true {
                isAtEdges = false
                cursor = isForward ? 0 : map.sectorCount
            } else if !endPass() {
                return nil
            } else {
                begin(in: map)
            }
        }
        return nil
    }

    /// Takes note of a block or sector that could be read now.
    mutating func succeeded() {
        secondLook?.succeeded()
    }

    mutating func failed(_ range: SectorRange) {
        if pass == 0 { vainDoubts += 1 }
        secondLook?.failed()
        if policy.effort == .thorough, range.count > 1 { singles = range }
    }

    /// Takes note of sectors whose failure may have been the drive's.
    mutating func doubt(_ range: SectorRange) {
        doubtful.append(range)
    }

    /// The next of the sectors that deserve another look before all others.
    ///
    /// Some drives blame themselves for all damage: a few vain looks are enough.
    private mutating func nextDoubtful(in map: SectorMap) -> SectorRange? {
        while vainDoubts < 4, let range = doubtful.popLast() {
            if map.status(at: range.start) == .unreadable { return range }
        }
        return nil
    }

    private mutating func begin(in map: SectorMap) {
        pass += 1
        isAtEdges = true
        tried.removeAll(keepingCapacity: true)
        cursor = isForward ? 0 : map.sectorCount
    }

    /// Tells whether another pass follows.
    private mutating func endPass() -> Bool {
        if secondLook?.isOver == false { return true }
        if secondLook == nil { retriesDone += 1 }
        secondLook = nil
        return retriesDone < policy.retries
    }

    private var isForward: Bool { pass.isMultiple(of: 2) }

    private mutating func nextSingle() -> SectorRange? {
        guard !singles.isEmpty else { return nil }
        defer { singles = SectorRange(singles.start + 1, singles.end) }
        return singles.prefix(1)
    }

    /// The next piece of this pass; the cursor passes it whatever comes of it.
    private mutating func nextPiece(in map: SectorMap, unit: Int) -> SectorRange? {
        while let piece = isForward ? pieceAhead(map, unit) : pieceBehind(map, unit) {
            let block = piece.start / unit
            if isAtEdges {
                tried.insert(block)
                return piece
            }
            if !tried.contains(block) { return piece }
        }
        return nil
    }

    /// At the edges: the first block of a run, then its last one; else one block after the other.
    private mutating func pieceAhead(_ map: SectorMap, _ unit: Int) -> SectorRange? {
        guard let run = map.firstRun(of: SectorStatusSet(.unreadable), from: cursor)?.range else {
            return nil
        }
        let isInside = run.start > 0 && map.status(at: run.start - 1) == .unreadable
        let piece =
            isAtEdges && isInside
            ? run.lastPiece(alignedTo: unit) : run.firstPiece(alignedTo: unit)
        cursor = piece.end
        return piece
    }

    private mutating func pieceBehind(_ map: SectorMap, _ unit: Int) -> SectorRange? {
        guard let run = map.lastRun(of: SectorStatusSet(.unreadable), before: cursor)?.range else {
            return nil
        }
        let isInside = run.end < map.sectorCount && map.status(at: run.end) == .unreadable
        let piece =
            isAtEdges && isInside
            ? run.firstPiece(alignedTo: unit) : run.lastPiece(alignedTo: unit)
        cursor = piece.start
        return piece
    }
}

extension Double {
    /// The number, or nil if it is none.
    fileprivate var finite: Double? { isFinite ? self : nil }
}
