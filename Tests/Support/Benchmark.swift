import Foundation

/// Measurements, which mean something in a release build only: `BENCHMARK=1 swift test -c release`.
enum Benchmark {
    static let isWanted = ProcessInfo.processInfo.environment["BENCHMARK"] == "1"

    /// How long a body takes.
    static func measure<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> (Result, Duration) {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try body()
        return (result, clock.now - start)
    }
}

extension Benchmark {
    /// How many seconds of processor time this process has used, on all its threads.
    static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
