import Dispatch
import Glibc
import Synchronization

/// The live block on a terminal, redrawn by a timer: it goes on while a read hangs for seconds.
final class LiveBlock: Sendable {
    private let console: Console
    private let terminal: Terminal
    private let board: ProgressBoard
    private let queue = DispatchQueue(label: "isorip.display")
    private let timer: Mutex<(any DispatchSourceTimer)?> = Mutex(nil)

    init(_ console: Console, _ terminal: Terminal, _ board: ProgressBoard) {
        self.console = console
        self.terminal = terminal
        self.board = board
    }

    /// Begins to draw; does nothing if that was begun already.
    func start() {
        timer.withLock { slot in
            guard slot == nil else { return }
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now(), repeating: .milliseconds(200))
            timer.setEventHandler { [self] in draw() }
            timer.activate()
            slot = timer
        }
    }

    /// Ends the drawing; what comes next goes below the block, or in its place.
    func stop(isKept: Bool) {
        let wasDrawing = timer.withLock { slot in
            let timer = slot.take()
            timer?.cancel()
            return timer != nil
        }
        guard wasDrawing else { return }
        guard isKept else { return queue.sync { console.showBlock([]) } }
        // The last state is the one that stays on the screen.
        queue.sync { draw() }
        console.releaseBlock()
    }

    private func draw() {
        var terminal = terminal
        terminal.columns = Terminal.columns(of: STDERR_FILENO)
        let lines = board.block(on: terminal)
        if !lines.isEmpty { console.showBlock(lines) }
    }
}
