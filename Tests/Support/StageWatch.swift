import RescueCore

@testable import DiscSimulation

/// A host that leads a rescue by stages, and watches whether it keeps to them.
final class StageWatch: RescueHost {
    /// What was not as it has to be, each kind once.
    private(set) var complaints: Set<String> = []
    /// The stages, in order.
    private(set) var stages: [RescueStage] = []
    /// What was asked for, and in which of the stages.
    private(set) var requests: [(stage: Int, range: SectorRange)] = []

    private let clock: VirtualClock
    private let unit: Int
    private let isThorough: Bool
    private let choose: (SectorMap) -> RescueStage?
    private var lastMap: SectorMap?

    /// Makes the host; `choose` is asked for each stage.
    init(
        clock: VirtualClock, unit: Int, isThorough: Bool,
        choose: @escaping (SectorMap) -> RescueStage?
    ) {
        self.clock = clock
        self.unit = unit
        self.isThorough = isThorough
        self.choose = choose
    }

    var isStopRequested: Bool { false }

    func now() -> Duration { clock.now }

    func pause(for duration: Duration) { clock.advance(by: duration) }

    func nextStage(after map: SectorMap) -> RescueStage? {
        lookAtEnd(of: stages.last, map)
        guard let stage = choose(map) else { return nil }
        stages.append(stage)
        return stage
    }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {
        guard case .reading(let request) = event else { return }
        requests.append((stages.count - 1, request.range))
        if progress.map.runs(in: request.range).contains(where: { $0.status == .rescued }) {
            complaints.insert("a rescued sector was read again")
        }
        if let scope = scope(of: stages.last, progress.map),
            scope.parts(in: request.range) != [request.range]
        {
            complaints.insert("a sector outside of the stage was read")
        }
        if let stage = stages.last, !stage.isLast, progress.phase == .retrying {
            complaints.insert("a stage before the last one was retried")
        }
    }

    /// A stage that ends was swept and narrowed down.
    private func lookAtEnd(of stage: RescueStage?, _ map: SectorMap) {
        let open: [SectorStatus] =
            isThorough ? [.untried, .untrimmed, .unscraped] : [.untried, .untrimmed]
        for range in scope(of: stage, map)?.ranges ?? []
        where map.runs(in: range).contains(where: { open.contains($0.status) }) {
            complaints.insert("a stage ended before its time")
        }
    }

    private func scope(of stage: RescueStage?, _ map: SectorMap) -> SectorSet? {
        stage?.sectors?.widened(to: unit, in: map.range)
    }
}
