import Dispatch
import Glibc
import Synchronization

/// The signals a rip answers to.
///
/// SIGINT, SIGTERM and SIGHUP ask it to stop after the command under way; a second one does not wait
/// for it, which loses no more than what came since the last checkpoint. SIGUSR1 asks where it stands.
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

    private func listen(to number: Int32, then handler: @escaping @Sendable () -> Void) {
        ignore(number)
        sources.withLock { sources in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: handler)
            source.activate()
            sources.append(source)
        }
    }

    /// Takes the default action away; a dispatch source still sees the signal.
    private func ignore(_ number: Int32) {
        _ = signal(number, SIG_IGN)
    }
}
