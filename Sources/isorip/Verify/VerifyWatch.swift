import Glibc
import RescueCore
import Synchronization

/// The world a verification runs in: its clock, its signals, and whoever follows it.
final class VerifyWatch: VerifyHost {
    private let clock: any RipClock
    private let console: Console
    private let signals: Signals
    private let isJSON: Bool
    private let isQuiet: Bool
    private let terminal: Terminal?
    /// What a signal handler may tell of it, on another thread.
    private let line: SharedLine
    private let notes: FaultNotes
    private var lastShown = ContinuousClock.now

    /// The latest progress as a line.
    private final class SharedLine: Sendable {
        let text = Mutex("preparing")
    }

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - isJSON: Whether it tells what happens as JSON lines.
    ///   - isQuiet: Whether it tells only what is wrong.
    ///   - console: Where it tells it.
    ///   - clock: The time that passes for the device.
    ///   - signals: Who listens to signals.
    init(
        isJSON: Bool, isQuiet: Bool, console: Console, clock: any RipClock, signals: Signals
    ) {
        let line = SharedLine()
        self.line = line
        self.clock = clock
        self.console = console
        notes = FaultNotes(console)
        self.isJSON = isJSON
        self.isQuiet = isQuiet
        terminal = isJSON || isQuiet ? nil : Terminal.attached(to: STDERR_FILENO)
        self.signals = signals
        signals.tellingProgress { line.text.withLock { $0 } }
    }

    var isStopRequested: Bool { signals.stopRequested }

    func now() -> Duration { clock.now() }

    func pause(for duration: Duration) {
        clock.pause(for: duration) { isStopRequested }
    }

    /// Says what is about to be done.
    func begin(_ start: VerifyStartLine) {
        if isJSON { write(start) } else { console.note(start.sentence) }
    }

    func report(_ event: VerifyEvent, _ progress: VerifyProgress) {
        switch event {
        case .rereading(let sectors):
            guard !isJSON else { return }
            console.note("reading \(Format.count(sectors, "sector")) that differ a third time")
        case .drive(let event):
            tell(event, progress)
            show(progress)
        case .compared: show(progress)
        case .started, .reading, .ended: break
        }
    }

    /// Leaves the terminal to the result.
    func end() {
        if terminal != nil { console.releaseBlock() }
    }

    /// Tells how it ended.
    func tell(_ ending: VerifyEnding) {
        if isJSON {
            write(ending.line)
        } else if !isQuiet {
            ending.sentences.forEach(console.result)
        }
        if let explanation = ending.explanation { console.error(explanation) }
    }

    private func tell(_ event: DriveEvent, _ progress: VerifyProgress) {
        if isJSON {
            for line in JSONEvents.lines(of: event, at: progress.elapsed) { write(line) }
        } else if !isQuiet {
            notes.note(event)
        }
    }

    private func show(_ progress: VerifyProgress) {
        let now = ContinuousClock.now
        let interval: Duration =
            isJSON ? .seconds(1) : terminal == nil ? .seconds(10) : .milliseconds(200)
        guard now - lastShown >= interval else { return }
        lastShown = now
        let text = progress.text
        line.text.withLock { $0 = text }
        if isJSON {
            write(VerifyProgressLine(progress))
        } else if terminal != nil {
            let width = max(1, Terminal.columns(of: STDERR_FILENO) - 1)
            console.showBlock([StyledText(String("  \(text)".prefix(width)))])
        } else {
            console.note(text)
        }
    }

    private func write(_ line: some Encodable) {
        console.result(JSONText.of(line))
    }
}

extension VerifyEnding {
    /// Why it ended before its time and what to do next; nil if it did not.
    fileprivate var explanation: String? {
        switch end {
        case .complete: nil
        case .interrupted: "interrupted; what was compared so far is told"
        case .outOfTime:
            "stopped at --max-time; isorip verify with the disc compares the rest"
        case .otherDisc: "another disc is in the drive now; put the first one back and verify again"
        case .driveLost(let fault):
            "the drive was lost (\(fault.kind.summary)); what was compared so far is told"
        case .driveWedged(let fault):
            """
            the drive fails every command (\(fault)): it hangs, this is not damage; switch it off \
            and on, then verify again; what was compared so far is told
            """
        }
    }
}
