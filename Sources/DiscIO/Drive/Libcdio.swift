import CCdio
import Synchronization

/// The one way to libcdio: with its own ideas of logging and of threads taken away from it.
///
/// Its default log handler prints to standard output and ends the process on an error, its parsers
/// and its list of drivers use global state, and it aborts if two threads log at once. Therefore all
/// calls that open, close or read images hold one lock; a command to a drive touches only its own
/// handle and logs nothing at this level, so it does not.
enum Libcdio {
    private static let lock = Mutex<Void>(())
    private static let errorCount = Atomic<Int>(0)

    /// Set once, before the first call: errors are counted, nothing is printed, nothing exits.
    private static let isQuiet: Bool = {
        ccdio_set_log_level(CDIO_LOG_ERROR)
        _ = unsafe cdio_log_set_handler { _, _ in
            Libcdio.errorCount.wrappingAdd(1, ordering: .relaxed)
        }
        return true
    }()

    /// Calls libcdio under the lock.
    ///
    /// - Returns: What the body returned, and whether libcdio logged an error meanwhile: its image
    ///   drivers fill up with zeros what they could not read, and only the log knows.
    static func call<Result>(_ body: () -> Result) -> (result: Result, loggedError: Bool) {
        precondition(isQuiet)
        return lock.withLock { _ in
            let before = errorCount.load(ordering: .relaxed)
            let result = body()
            return (result, errorCount.load(ordering: .relaxed) != before)
        }
    }
}
