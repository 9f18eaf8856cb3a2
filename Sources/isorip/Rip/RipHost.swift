import RescueCore

/// The world a rip of this command runs in: its clock, its signals, its displays.
final class RipHost: RescueHost {
    private let clock: any RipClock
    private let signals: Signals
    private let board: ProgressBoard
    private let displays: [any RipDisplay]
    private let guide: RipGuide?

    init(
        clock: any RipClock, signals: Signals, board: ProgressBoard, displays: [any RipDisplay],
        guide: RipGuide? = nil
    ) {
        self.clock = clock
        self.signals = signals
        self.board = board
        self.displays = displays
        self.guide = guide
    }

    var isStopRequested: Bool { signals.stopRequested }

    func now() -> Duration { clock.now() }

    func pause(for duration: Duration) {
        clock.pause(for: duration) { isStopRequested }
    }

    func nextStage(after map: SectorMap) -> RescueStage? { guide?.nextStage(after: map) }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {
        board.note(event, progress)
        for display in displays {
            display.report(event, progress)
        }
    }
}
