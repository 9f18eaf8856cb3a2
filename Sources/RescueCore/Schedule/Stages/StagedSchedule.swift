/// A schedule that keeps to the sectors of one stage after the other.
///
/// In a stage with bounds the schedule works on a map in which nothing else is wanted; what it marks
/// there is marked in the true map at once. What it learns of the drive holds for all stages. Without
/// stages it is the schedule alone, and costs nothing more.
struct StagedSchedule: Sendable {
    /// The stage that the rescue is in; nil until there is one.
    private(set) var stage: RescueStage?

    private var schedule: RescueSchedule
    /// The sectors of the stage, and the map as the schedule sees it; nil if it sees the true one.
    private var view: (sectors: SectorSet, map: SectorMap)?
    private let eccBlockSectors: Int

    init(policy: RescuePolicy) {
        schedule = RescueSchedule(policy: policy)
        eccBlockSectors = policy.eccBlockSectors
    }

    /// What the rescue is about now.
    var phase: RescuePhase { schedule.phase }

    /// Which pass of the phase it is, from 1.
    var pass: Int { schedule.pass }

    /// The multiple of 1x that the drive is to keep to now; nil: as fast as it can.
    var speed: Double? { schedule.speed }

    /// Whether the stage leaves sectors out.
    var hasBounds: Bool { view != nil }

    /// Begins with the sectors of a stage, in whole ECC blocks.
    mutating func begin(_ stage: RescueStage, in map: SectorMap) {
        self.stage = stage
        view = stage.sectors.map { sectors in
            let sectors = sectors.widened(to: eccBlockSectors, in: map.range)
            var view = map.wanting(sectors)
            view.changes = []
            return (sectors, view)
        }
        schedule.beginStage(isLast: stage.isLast)
    }

    /// Begins with the first phase again, because sectors that were read are to be read again.
    mutating func beginAgain() {
        schedule.beginStage(isLast: stage?.isLast ?? true)
    }

    /// The next read of the stage, or nil when nothing is left to do in it.
    mutating func next(in map: inout SectorMap) -> ReadRequest? {
        inView(of: &map) { schedule, map in schedule.next(in: &map) }
    }

    /// Takes note of a read that succeeded, and whose bytes are in the image.
    mutating func succeeded(
        _ request: ReadRequest, after duration: Duration = .zero, in map: inout SectorMap
    ) {
        inView(of: &map) { schedule, map in
            schedule.succeeded(request, after: duration, in: &map)
        }
    }

    /// Takes note of a read that failed because of what is on the disc.
    mutating func failed(_ fault: ReadFault, in map: inout SectorMap) {
        inView(of: &map) { schedule, map in schedule.failed(fault, in: &map) }
    }

    /// Takes note that others than the schedule marked sectors.
    mutating func noteChange(of range: SectorRange, in map: SectorMap) {
        guard let sectors = view?.sectors else { return }
        view?.map.copy(range, from: map, wanting: sectors)
        view?.map.changes = []
    }

    /// Lets the schedule work on what it sees of a map, and marks in the map what it marked there.
    private mutating func inView<Result>(
        of map: inout SectorMap, _ work: (inout RescueSchedule, inout SectorMap) -> Result
    ) -> Result {
        guard var view = view.take() else { return work(&schedule, &map) }
        let result = work(&schedule, &view.map)
        for range in view.map.changes ?? [] {
            for run in view.map.runs(in: range) where run.status != .excluded {
                map.mark(run.range, as: run.status)
            }
        }
        view.map.changes = []
        self.view = view
        return result
    }
}
