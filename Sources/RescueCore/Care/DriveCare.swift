/// Watches over a drive that fails one read after the other: it may need a rest, or hang.
///
/// Firmware was seen to hang after seven failures within as many seconds, and to fail for readable
/// sectors, too, after five failures close together. So failures that come fast are followed by a
/// rest, and many in a row by a look at a sector that is known to be good.
///
/// Real damage takes the drive seconds per failure. A drive that hangs answers within milliseconds,
/// wherever it reads, and what it says of sectors then is no judgement on them. Sixteen such answers
/// in a row, each under half a second, were never seen from a drive that was still working.
struct DriveCare<Memory: Sendable>: Sendable {
    /// What the drive needs now.
    enum Remedy: Equatable {
        /// To be left alone for a while.
        case rest
        /// A look at sectors that are known to be good.
        case probe
        /// Somebody who switches it off and on: it hangs.
        case powerCycle
    }

    /// Failures in a row, and what is remembered of them.
    private struct Streak {
        var count = 0
        var memory: Memory?

        mutating func add(_ memory: Memory) {
            if count == 0 { self.memory = memory }
            count += 1
        }

        mutating func update(_ change: (inout Memory) -> Void) {
            guard var memory = memory.take() else { return }
            change(&memory)
            self.memory = memory
        }
    }

    private static var failuresInBurst: Int { 8 }
    /// A burst is shorter than this; damage by itself takes longer.
    private static var burst: Duration { .seconds(8) }
    private static var failuresBeforeCheck: Int { 32 }
    private static var quickFailuresOfHang: Int { 16 }
    private static var quick: Duration { .milliseconds(500) }

    private(set) var remedy: Remedy?

    private var failures = Streak()
    /// Failures such as a drive has that hangs.
    private var quickFailures = Streak()
    private var burstTime: Duration = .zero

    /// What is remembered of the streak by which the drive is known to hang; nil if it reads.
    var memory: Memory? { remedy == .powerCycle ? quickFailures.memory : failures.memory }

    /// Whether the last command failed.
    var isFailing: Bool { failures.count > 0 }

    /// Lets an event change what is remembered of the streaks under way.
    mutating func update(_ change: (inout Memory) -> Void) {
        failures.update(change)
        quickFailures.update(change)
    }

    /// Takes note of sectors that were read, or of a drive that was found to be well.
    mutating func noteGoodRead() {
        self = DriveCare()
    }

    /// Takes note of a failed command; a streak that begins with it remembers `memory`.
    mutating func noteFailure(
        _ kind: ReadFault.Kind, after duration: Duration, remembering memory: Memory
    ) {
        let isAnswer = kind == .commandRejected || kind == .hardwareError
        if isAnswer, duration < Self.quick {
            quickFailures.add(memory)
        } else {
            quickFailures = Streak()
        }
        failures.add(memory)
        burstTime += duration
        remedy = nil
        if failures.count.isMultiple(of: Self.failuresBeforeCheck) { remedy = .probe }
        if failures.count.isMultiple(of: Self.failuresInBurst) {
            if burstTime < Self.burst { remedy = .rest }
            burstTime = .zero
        }
        if quickFailures.count >= Self.quickFailuresOfHang { remedy = .powerCycle }
    }
}
