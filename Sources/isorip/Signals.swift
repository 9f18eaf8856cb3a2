import Dispatch
import Glibc
import Synchronization

/// The signals a rip answers to.
///
/// SIGINT, SIGTERM and SIGHUP ask it to stop after the command under way; a second one does not wait
/// for it, which loses no more than what came since the last checkpoint. SIGUSR1 asks where it stands.
/// What was ignored when the program was started, as SIGHUP is under `nohup`, stays ignored.
final class Signals: Sendable {
    private let isStopRequested = Atomic(false)
    private let sources: Mutex<[any DispatchSourceSignal]> = Mutex([])
    private let queue = DispatchQueue(label: "isorip.signals")

    /// Whether one of the stopping signals came.
    var stopRequested: Bool { isStopRequested.load(ordering: .relaxed) }

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - onStop: Called at the first stopping signal.
    ///   - onProgress: Called at each SIGUSR1.
    init(onStop: @escaping @Sendable () -> Void, onProgress: @escaping @Sendable () -> Void) {
        // A closed pipe on stdout must not kill a rescue; the write fails and is let be.
        ignore(SIGPIPE)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            listen(to: number) { [self] in
                let isSecond = isStopRequested.exchange(true, ordering: .relaxed)
                if isSecond { _exit(ExitStatus.interrupted.rawValue) }
                onStop()
            }
        }
        listen(to: SIGUSR1, then: onProgress)
    }

    /// Stops listening: a part of the program is over, and the next one listens for itself.
    func end() {
        sources.withLock { sources in
            sources.forEach { $0.cancel() }
            sources.removeAll()
        }
    }

    private func listen(to number: Int32, then handler: @escaping @Sendable () -> Void) {
        if Self.ignoredFromOutside.contains(number) { return }
        ignore(number)
        sources.withLock { sources in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: handler)
            source.activate()
            sources.append(source)
        }
    }

    /// The signals that were ignored before anybody listened here for the first time.
    private static let ignoredFromOutside = Set(
        [SIGINT, SIGTERM, SIGHUP, SIGUSR1].filter(isIgnored))

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        // C compares function pointers; in Swift only their bits can be compared.
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Takes the default action away; a dispatch source still sees the signal.
    private func ignore(_ number: Int32) {
        _ = signal(number, SIG_IGN)
    }
}
