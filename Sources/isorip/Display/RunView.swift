import DiscIO
import Glibc
import RescueCore

/// The command that started a run: its clock, its signals, and what it shows of it.
final class RunView: RunObserver {
    private let console: Console
    private let signals: Signals
    private let clock: any RunClock
    private let style: OutputStyle
    private let choice: RescueChoice?
    private let board: ProgressBoard
    private var display: any RunDisplay
    /// How the reading of a rip ended.
    private var ending: RipEnding?

    /// Makes the view of a run.
    ///
    /// - Parameters:
    ///   - style: How it is told what happens.
    ///   - console: Where it is told.
    ///   - signals: Who may ask for the end.
    ///   - clock: The time that passes for the device.
    ///   - choice: What a rip was to read first, or alone.
    init(
        _ style: OutputStyle, _ console: Console, _ signals: Signals,
        clock: any RunClock = RealClock(), choice: RescueChoice? = nil
    ) {
        self.console = console
        self.signals = signals
        self.clock = clock
        self.style = style
        self.choice = choice
        let board = ProgressBoard()
        self.board = board
        display =
            style == .json
            ? JSONDisplay(console)
            : TextDisplay(
                console, board,
                style == .quiet ? nil : Terminal.attached(to: STDERR_FILENO))
        signals.tellingProgress { board.line }
    }

    var isStopRequested: Bool { signals.stopRequested }

    func now() -> Duration { clock.now() }

    func pause(for duration: Duration) {
        clock.pause(for: duration) { isStopRequested }
    }

    func note(_ event: RunEvent) {
        board.note(event)
        display.show(event)
        switch event {
        case .remark(let remark): tell(remark)
        case .hasWork(true): signals.askFirst()
        case .hasWork(false): signals.endAtOnce()
        case .copied(let verdict):
            board.end()
            tell(verdict)
        case .compared(let verdict):
            board.end()
            tell(verdict)
        case .checked(let verdict):
            board.end()
            tell(verdict.line, verdict.lines)
        case .ripBegan, .rescue, .summing, .comparisonBegan, .comparison, .bytes: break
        }
    }

    /// Ends the view of a rip.
    ///
    /// - Returns: What the program ends with.
    func end(_ verdict: RipVerdict) -> ExitStatus {
        let status = verdict.status(after: ending?.status)
        end(status, verdict.comparison)
        return status
    }

    /// Ends the view of a run that failed, and words its error.
    ///
    /// - Parameters:
    ///   - error: Why the run ended.
    ///   - device: The device as messages name it, if the run has one.
    /// - Returns: What ends the program.
    func failure(_ error: RunError, device: String = "the drive") -> CommandFailure {
        let failure = CommandFailure(error, device: device)
        end(failure.status, nil)
        return failure
    }

    private func end(_ status: ExitStatus, _ comparison: ComparisonVerdict?) {
        display.end()
        if style == .json, let ending { write(ending.line(status, comparison)) }
    }

    /// Ends the view of any other run, and tells its result in the way that was asked for.
    func end(_ line: JSONLine, _ lines: [String]) {
        display.end()
        board.end()
        tell(line, lines)
    }

    private func tell(_ line: JSONLine, _ lines: [String]) {
        switch style {
        case .json: write(line)
        case .text: lines.forEach(console.result)
        case .quiet: break
        }
    }

    private func tell(_ remark: RunRemark) {
        switch remark {
        case .noSecondPass: remark.lines.forEach(console.error)
        case .unmatched: remark.lines.forEach { console.tell($0) }
        default: remark.lines.forEach(console.note)
        }
    }

    private func tell(_ verdict: RipVerdict) {
        ending = RipEnding(verdict, choice)
        if style == .text { ending?.lines.forEach(console.result) }
        if let advice = verdict.end?.advice { console.error(advice) }
    }

    private func tell(_ verdict: ComparisonVerdict) {
        tell(verdict.line, verdict.lines)
        if let advice = verdict.endAdvice { console.error(advice) }
    }

    private func write(_ line: JSONLine) {
        console.result(JSONText.of(line))
    }
}
