import Dispatch
import Glibc
import Synchronization

/// The signals that a command answers to, from before it opens anything to its end.
///
/// SIGINT, SIGTERM and SIGHUP end it at once, as long as there is nothing to be brought to an end.
/// From `askFirst` on, the first of them asks it to stop, which everything that takes time looks at;
/// a second one ends it at once, which loses no more than what came since the last checkpoint.
/// SIGUSR1 asks where it stands. What was ignored when the program was started, as SIGHUP is under
/// `nohup`, stays ignored.
final class Signals: Sendable {
    private struct State {
        var asksFirst = false
        var progress: @Sendable () -> String? = { "preparing" }
    }

    private let isStopRequested = Atomic(false)
    private let state = Mutex(State())
    private let console: Console
    private let sources: Mutex<[any DispatchSourceSignal]> = Mutex([])
    private let queue = DispatchQueue(label: "isorip.signals")
    /// A terminal that takes no text must not keep the next signal waiting.
    private let telling = DispatchQueue(label: "isorip.signals.telling")

    /// Starts to listen; a program does so once.
    init(_ console: Console) {
        self.console = console
        for number in [SIGINT, SIGTERM, SIGHUP] {
            listen(to: number) { [self] in stop() }
        }
        listen(to: SIGUSR1) { [self] in tellProgress() }
    }

    /// Whether one of the stopping signals came.
    var stopRequested: Bool { isStopRequested.load(ordering: .relaxed) }

    /// From now on a signal asks first: something was begun that is to be brought to an end.
    func askFirst() {
        state.withLock { $0.asksFirst = true }
    }

    /// Nothing is to be brought to an end any more: the next signal ends the program, and so does one
    /// that came meanwhile.
    func endAtOnce() {
        state.withLock { $0.asksFirst = false }
        if stopRequested { end() }
    }

    /// Says what is told of the progress when somebody asks; nil for nothing.
    func tellingProgress(_ progress: @escaping @Sendable () -> String?) {
        state.withLock { $0.progress = progress }
    }

    private func stop() {
        let isSecond = isStopRequested.exchange(true, ordering: .relaxed)
        if isSecond { _exit(ExitStatus.interrupted.rawValue) }
        telling.async { [self] in
            guard state.withLock({ $0.asksFirst }) else { return end() }
            console.note("stopping after the command under way")
        }
    }

    private func end() {
        console.error("interrupted")
        _exit(ExitStatus.interrupted.rawValue)
    }

    private func tellProgress() {
        telling.async { [self] in
            if let line = state.withLock({ $0.progress })() { console.tell(line) }
        }
    }

    private func listen(to number: Int32, then handler: @escaping @Sendable () -> Void) {
        guard !Self.isIgnored(number) else { return }
        // A dispatch source sees the signal all the same.
        _ = signal(number, SIG_IGN)
        sources.withLock { sources in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: handler)
            source.activate()
            sources.append(source)
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        // C compares function pointers; in Swift only their bits can be compared.
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
