import DiscIO
import RescueCore
import Synchronization

/// Where a run stands, for everybody who shows it: the run writes, timers and signals read.
final class ProgressBoard: Sendable {
    private enum Work {
        case preparing
        case copying(RipWork)
        case comparing(VerifyProgress)
        case passing(done: Int, whole: Int)

        mutating func update(_ change: (inout RipWork) -> Void) {
            guard case .copying(var work) = self else { return }
            change(&work)
            self = .copying(work)
        }
    }

    private let work = Mutex(Work.preparing)

    /// Takes note of an event.
    func note(_ event: RunEvent) {
        work.withLock { work in
            switch event {
            case .ripBegan(let start): work = .copying(RipWork(start.disc.family))
            case .rescue(let event, let progress): work.update { $0.note(event, progress) }
            case .summing: work.update { $0.activity = .summing }
            case .copied: work.update { $0.activity = .done }
            case .compared, .checked: break
            case .comparison(_, let progress): work = .comparing(progress)
            case .bytes(let done, let whole): work = .passing(done: done, whole: whole)
            case .remark, .hasWork, .comparisonBegan: break
            }
        }
    }

    /// Takes note that what was told of is over, and is not told again.
    func end() {
        work.withLock { $0 = .preparing }
    }

    /// What is told of it when somebody asks; nil while there is nothing to tell.
    var line: String? {
        switch work.withLock(\.self) {
        case .preparing: "preparing"
        case .copying(let work): work.snapshot.map { "\($0.text.line); \($0.activity)" }
        case .comparing(let progress): progress.line
        case .passing(let done, let whole): Self.line(done, whole)
        }
    }

    /// What is written into a log now and then.
    var logLine: String? {
        guard case .copying(let work) = work.withLock(\.self) else { return line }
        return work.snapshot.map {
            [$0.stage, $0.text.line].compactMap(\.self).joined(separator: ": ")
        }
    }

    /// The lines of the live block, none wider than the terminal; none while there is nothing to show.
    func block(on terminal: Terminal) -> [StyledText] {
        switch work.withLock(\.self) {
        case .preparing: []
        case .copying(let work):
            work.snapshot.map { ProgressBlock.lines(for: $0, on: terminal) } ?? []
        case .comparing(let progress): [Self.row(progress.line, on: terminal)]
        case .passing(let done, let whole): [Self.row(Self.line(done, whole), on: terminal)]
        }
    }

    private static func row(_ line: String, on terminal: Terminal) -> StyledText {
        // The last column stays free: some terminals wrap as soon as it is written.
        StyledText(String("  \(line)".prefix(max(1, terminal.columns - 1))))
    }

    private static func line(_ done: Int, _ whole: Int) -> String {
        "\(Format.percent(done, of: whole)), \(Format.bytes(done)) of \(Format.bytes(whole))"
    }
}
