/// When a rescue records what it has: every so often, but no oftener than a look at the disc is
/// worth, and soon after something had to be taken back.
struct CheckpointRhythm: Sendable {
    /// How often in this run something was taken back.
    private(set) var setbacks = 0
    /// How often in a row, before anything could be recorded.
    private var setbacksInRow = 0

    private let usualInterval: Duration
    /// How long it takes now from one checkpoint to the next.
    private var interval: Duration
    private var last: Duration = .zero
    private var next: Duration = .zero
    /// How long the last checkpoint took, with its look at the disc.
    private var lookTime: Duration = .zero

    /// A look is cheap when the time since the last one is so many times as long.
    private static let cheapShare = 5
    /// After something was taken back, the next checkpoint comes this soon.
    private static let hastyInterval: Duration = .seconds(1)
    /// A run goes on after this many setbacks in a row, and no more.
    private static let mostSetbacks = 32

    /// Makes the rhythm of a run that records at this interval if all goes well.
    init(every interval: Duration) {
        usualInterval = interval
        self.interval = interval
    }

    /// Whether it is time for a checkpoint.
    func isDue(at now: Duration) -> Bool { now >= next }

    /// Whether a checkpoint between two phases is worth what a look at the disc costs here.
    func isCheap(at now: Duration) -> Bool { now - last >= lookTime * Self.cheapShare }

    /// Whether what is read has to be taken back again and again.
    var isHopeless: Bool { setbacksInRow > Self.mostSetbacks }

    /// Begins with a run.
    mutating func begin(at now: Duration) {
        last = now
        next = now + interval
    }

    /// Takes note that something new was recorded.
    mutating func noteRecorded() {
        setbacksInRow = 0
        interval = min(usualInterval, interval * 2)
    }

    /// Takes note of a checkpoint, whether or not it could record anything.
    mutating func noteCheckpoint(from start: Duration, to end: Duration) {
        last = end
        lookTime = end - start
        next = end + interval.untilNextLook(after: lookTime)
    }

    /// Takes note that something was taken back.
    mutating func noteSetback(at now: Duration) {
        setbacks += 1
        setbacksInRow += 1
        interval = min(usualInterval, Self.hastyInterval)
        next = min(next, now + interval)
    }
}
