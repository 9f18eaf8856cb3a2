/// The first phase: everything that reads easily.
///
/// Pass 1 goes forward and leaves damaged areas in jumps. Pass 2 comes back to the large gaps and
/// finds their far edges. Pass 3 reads into every gap from its start. Pass 4 finds the far edges of
/// what is left.
struct CopyingPhase: Sendable {
    private enum Course: Sendable {
        case sweep(ForwardSweep)
        case halving(GapHalving)
        case entry(GapEntry)
    }

    private(set) var pass = 1

    /// The first jump over damage, in chunks: shorter ones meet the same damage again.
    private static let firstJump = 4

    private let chunk: Int
    private let lastPass: Int
    private var course: Course

    init(policy: RescuePolicy) {
        chunk = policy.chunkSectors
        lastPass = policy.effort == .quick ? 2 : 4
        course = .sweep(ForwardSweep(firstJump: Self.firstJump * chunk))
    }

    /// Whether this pass is for good data only, and puts off what is slow.
    var isHasty: Bool { pass <= 2 }

    /// Starts over with the first pass.
    mutating func restart() {
        pass = 1
        course = .sweep(ForwardSweep(firstJump: Self.firstJump * chunk))
    }

    /// The next piece; `unit` sectors are given up together.
    mutating func next(in map: SectorMap, unit: Int, size: (SectorRange) -> Int) -> SectorRange? {
        while map.count(of: .untried) > 0 {
            if let range = nextInPass(map, size) { return range }
            guard pass < lastPass else { return nil }
            pass += 1
            begin(unit: unit, in: map)
        }
        return nil
    }

    mutating func succeeded(_ range: SectorRange) {
        switch course {
        case .sweep(var sweep):
            sweep.succeeded(range)
            course = .sweep(sweep)
        case .halving(var halving):
            halving.succeeded(range)
            course = .halving(halving)
        case .entry(var entry):
            entry.succeeded(range)
            course = .entry(entry)
        }
    }

    /// Leaves the neighbourhood of sectors that are bad or slow.
    mutating func leave(_ range: SectorRange, in map: SectorMap) {
        switch course {
        case .sweep(var sweep):
            sweep.leave(range, in: map)
            course = .sweep(sweep)
        case .halving(var halving):
            halving.leave(range)
            course = .halving(halving)
        case .entry(var entry):
            entry.leave(range, in: map)
            course = .entry(entry)
        }
    }

    private mutating func nextInPass(_ map: SectorMap, _ size: (SectorRange) -> Int) -> SectorRange?
    {
        switch course {
        case .sweep(let sweep): return sweep.next(in: map, size: size)
        case .entry(let entry): return entry.next(in: map, size: size)
        case .halving(var halving):
            defer { course = .halving(halving) }
            return halving.next(in: map, size: size)
        }
    }

    private mutating func begin(unit: Int, in map: SectorMap) {
        // In pass 2 less than half a percent of the disc is left out at the far edge of a gap.
        let smallest = pass == 2 ? map.sectorCount / 256 : 1
        course =
            pass.isMultiple(of: 2)
            ? .halving(GapHalving(sectorCount: map.sectorCount, smallest: max(1, smallest)))
            : .entry(GapEntry(worthwhile: 2 * unit))
    }
}
