import Dispatch
import Glibc
import RescueCore
import Synchronization

/// The live block on a terminal, redrawn by a timer: it goes on while a read hangs for seconds.
final class LiveDisplay: RipDisplay {
    private let console: Console
    private let terminal: Terminal
    private let queue = DispatchQueue(label: "isorip.display")
    private let board: Mutex<ProgressBoard?> = Mutex(nil)
    private let timer: Mutex<(any DispatchSourceTimer)?> = Mutex(nil)

    init(console: Console, terminal: Terminal) {
        self.console = console
        self.terminal = terminal
    }

    func begin(_ board: ProgressBoard) {
        self.board.withLock { $0 = board }
        timer.withLock { slot in
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now(), repeating: .milliseconds(200))
            timer.setEventHandler { [self] in draw() }
            timer.activate()
            slot = timer
        }
    }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {}

    func end() {
        timer.withLock { $0.take()?.cancel() }
        // The last state is the one that stays on the screen.
        queue.sync { draw() }
        console.releaseBlock()
    }

    private func draw() {
        guard let snapshot = board.withLock({ $0 })?.snapshot() else { return }
        var terminal = terminal
        terminal.columns = Terminal.columns(of: STDERR_FILENO)
        console.showBlock(ProgressBlock.lines(for: snapshot, on: terminal))
    }
}
