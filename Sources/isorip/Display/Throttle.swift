/// Lets something happen now and then only, in the time that passes for everybody.
struct Throttle {
    private let interval: Duration
    private var last: ContinuousClock.Instant

    /// Makes a throttle; the first time comes after an interval, or at once.
    init(_ interval: Duration, isDueAtOnce: Bool = false) {
        self.interval = interval
        last = isDueAtOnce ? .now - interval : .now
    }

    /// Whether it is time; if so, the next time is an interval later.
    mutating func isDue() -> Bool {
        let now = ContinuousClock.now
        guard now - last >= interval else { return false }
        last = now
        return true
    }
}
