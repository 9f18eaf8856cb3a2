/// The first phase: everything that reads easily.
///
/// Pass 1 goes forward and leaves damaged areas in jumps. Pass 2 comes back to the large gaps and
/// finds their far edges. Pass 3 does the same in smaller ones, and reads what is slow. Pass 4 reads
/// into every gap from its start. Pass 5 finds the far edges of what is left.
struct CopyingPhase: Sendable {
    private(set) var pass = 1

    /// The first jump over damage, in chunks: shorter ones meet the same damage again.
    private static let firstJump = 8

    private let firstJump: Int
    private let lastPass: Int
    private var course: any CopyingCourse

    init(policy: RescuePolicy) {
        firstJump = Self.firstJump * policy.commandSectors
        lastPass = policy.effort == .quick ? 2 : 5
        course = ForwardCourse(firstJump: firstJump)
    }

    /// Whether this pass is for good data only, and puts off what is slow.
    var isHasty: Bool { pass <= 2 }

    /// Starts over with the first pass.
    mutating func restart() {
        pass = 1
        course = ForwardCourse(firstJump: firstJump)
    }

    /// The next piece; `unit` sectors are given up together.
    mutating func next(in map: SectorMap, unit: Int, size: (SectorRange) -> Int) -> SectorRange? {
        while map.count(of: .untried) > 0 {
            if let range = course.next(in: map, size: size) { return range }
            guard pass < lastPass else { return nil }
            pass += 1
            course = course(of: pass, unit: unit, in: map)
        }
        return nil
    }

    /// Takes note that a piece was read.
    mutating func succeeded(_ range: SectorRange) {
        course.succeeded(range)
    }

    /// Leaves the neighbourhood of sectors that are bad or slow.
    mutating func leave(_ range: SectorRange, in map: SectorMap) {
        course.leave(range, in: map)
    }

    /// The way of a pass behind the first.
    ///
    /// What passes 2 and 3 leave out at the far edge of a gap is less than half a percent of the
    /// disc, and less than a tenth.
    private func course(of pass: Int, unit: Int, in map: SectorMap) -> any CopyingCourse {
        let count = map.sectorCount
        return switch pass {
        case 2: GapHalving(sectorCount: count, smallest: count / 256)
        case 3: GapHalving(sectorCount: count, smallest: count / 1_024)
        case 4: GapEntry(worthwhile: 2 * unit)
        default: GapHalving(sectorCount: count, smallest: 1)
        }
    }
}
