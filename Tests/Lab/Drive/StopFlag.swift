import Dispatch
import Glibc
import Synchronization

/// Whether somebody wants the drive to end: SIGTERM or SIGINT came.
final class StopFlag: Sendable {
    private let flag = Atomic(false)

    var isRaised: Bool { flag.load(ordering: .acquiring) }

    /// Begins to watch for the signals, on a queue of its own.
    func watch() {
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            // The handler keeps the source alive, which keeps the handler: for the whole run.
            source.setEventHandler { [self] in
                withExtendedLifetime(source) { flag.store(true, ordering: .releasing) }
            }
            source.activate()
        }
    }
}
