/// How fast sectors come in: over the last seconds, for the eye.
struct Rate {
    private static let window = Duration.seconds(10)

    private var samples: [(time: Duration, bytes: Int)] = []

    /// Takes note that so many bytes were rescued by a moment of the run.
    mutating func note(bytes: Int, at time: Duration) {
        samples.append((time, bytes))
        // One sample older than the window stays, so that a slow drive still has a rate.
        let kept = samples.lastIndex { time - $0.time >= Self.window } ?? 0
        samples.removeFirst(kept)
    }

    /// Bytes per second over the window; nil as long as there is too little to tell.
    func bytesPerSecond(at time: Duration) -> Double? {
        guard let first = samples.first, let last = samples.last else { return nil }
        let seconds = (time - first.time) / .seconds(1)
        return seconds > 0.2 ? max(0, Double(last.bytes - first.bytes) / seconds) : nil
    }
}
