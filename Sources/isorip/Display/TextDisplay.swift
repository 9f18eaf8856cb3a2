import DiscIO
import RescueCore

/// A run as text on stderr: a live block on a terminal, a line now and then in a log.
struct TextDisplay: RunDisplay {
    private static let logInterval = Duration.seconds(10)

    private let console: Console
    private let board: ProgressBoard
    private let live: LiveBlock?
    private var log = Throttle(Self.logInterval)
    private var faults: FaultNotes
    private var stages: StageNotes
    /// Whether the block shows how far something is that leaves no trace on the screen.
    private var isPassing = true

    /// Makes the display; a quiet console passes over what it notes.
    init(_ console: Console, _ board: ProgressBoard, _ terminal: Terminal?) {
        self.console = console
        self.board = board
        live = terminal.map { LiveBlock(console, $0, board) }
        faults = FaultNotes(console)
        stages = StageNotes(console)
    }

    mutating func end() {
        live?.stop(isKept: !isPassing)
    }

    mutating func show(_ event: RunEvent) {
        switch event {
        case .ripBegan(let start): begin(start.line)
        case .comparisonBegan(let start):
            faults = FaultNotes(console)
            begin(start.line)
        case .rescue(let event, let progress):
            stages.note(event, progress)
            faults.note(event)
            if live == nil { log(event) }
        case .comparison(let event, _): show(event)
        case .bytes: live?.start()
        case .copied, .compared, .checked: end()
        case .remark, .hasWork, .summing: break
        }
    }

    private mutating func begin(_ line: String) {
        console.note(line)
        isPassing = false
        log = Throttle(Self.logInterval)
        live?.start()
    }

    private mutating func log(_ event: RescueEvent) {
        switch event {
        case .phase(let phase, let pass):
            console.note(pass > 1 ? "\(phase.activity), pass \(pass)" : phase.activity)
        case .rescued, .drive(.fault), .drive(.waiting): if log.isDue() { logProgress() }
        case .ended: logProgress()
        default: break
        }
    }

    private mutating func show(_ event: VerifyEvent) {
        switch event {
        case .rereading(let sectors):
            console.note("reading \(Format.count(sectors, "sector")) that differ a third time")
        case .drive(let event):
            faults.note(event)
            if live == nil, log.isDue() { logProgress() }
        case .compared: if live == nil, log.isDue() { logProgress() }
        case .started, .reading, .ended: break
        }
    }

    private func logProgress() {
        if let line = board.logLine { console.note(line) }
    }
}
