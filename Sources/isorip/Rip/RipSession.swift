import Glibc
import RescueCore

/// Everybody who follows one rip: the displays, the signals, and the board between them.
struct RipSession {
    let board: ProgressBoard

    private let console: Console
    private let signals: Signals
    private let displays: [any RipDisplay]
    private let json: JSONEvents?
    private let isQuiet: Bool

    /// Chooses the displays for what was typed and for what stderr is.
    init(
        options: RipOptions, console: Console, signals: Signals, family: DiscProfile.Family
    ) {
        let board = ProgressBoard(family: family)
        self.board = board
        self.console = console
        isQuiet = options.quiet
        json = options.json ? JSONEvents(console: console) : nil
        self.signals = signals
        signals.tellingProgress {
            board.snapshot().map { "\($0.text.line); \($0.activity)" }
        }
        if let json {
            displays = [json]
        } else if options.quiet {
            displays = []
        } else if let terminal = Terminal.attached(to: STDERR_FILENO) {
            displays = [
                LiveDisplay(console: console, terminal: terminal), StageNotes(console),
                FaultNotes(console),
            ]
        } else {
            displays = [PlainDisplay(console: console), StageNotes(console), FaultNotes(console)]
        }
    }

    /// The host of the engine; a guide chooses what is read first.
    func host(clock: any RipClock, guide: RipGuide?) -> RipHost {
        RipHost(clock: clock, signals: signals, board: board, displays: displays, guide: guide)
    }

    /// Says what is about to be done, and starts the displays.
    func begin(_ line: StartLine) {
        json?.write(line)
        if json == nil { console.note(line.sentence) }
        displays.forEach { $0.begin(board) }
    }

    /// Stops the displays.
    func end() {
        board.noteEnd()
        displays.forEach { $0.end() }
    }

    /// Writes the last JSON line.
    func write(_ line: DoneLine) {
        json?.write(line)
    }

    /// Tells how it ended.
    func tell(_ ending: RipEnding) {
        if json == nil, !isQuiet { ending.sentences.forEach(console.result) }
        if let explanation = ending.end.explanation { console.error(explanation) }
    }
}
