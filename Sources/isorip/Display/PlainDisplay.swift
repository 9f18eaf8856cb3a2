import RescueCore
import Synchronization

/// Plain lines, for a log or a pipe: one at each pass, and one now and then between them.
final class PlainDisplay: RipDisplay {
    private static let interval = Duration.seconds(10)

    private let console: Console
    private let board: Mutex<ProgressBoard?> = Mutex(nil)
    private let lastLine = Mutex(ContinuousClock.now)

    init(console: Console) {
        self.console = console
    }

    func begin(_ board: ProgressBoard) {
        self.board.withLock { $0 = board }
    }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {
        switch event {
        case .phase(let phase, let pass):
            console.note(pass > 1 ? "\(phase.activity), pass \(pass)" : phase.activity)
        case .rescued, .drive(.fault), .drive(.waiting):
            guard isDue() else { return }
            printLine()
        case .ended: printLine()
        default: break
        }
    }

    func end() {}

    private func isDue() -> Bool {
        let now = ContinuousClock.now
        return lastLine.withLock { last in
            guard now - last >= Self.interval else { return false }
            last = now
            return true
        }
    }

    private func printLine() {
        guard let snapshot = board.withLock({ $0 })?.snapshot() else { return }
        let parts = [snapshot.stage, snapshot.text.line].compactMap(\.self)
        console.note(parts.joined(separator: ": "))
    }
}
