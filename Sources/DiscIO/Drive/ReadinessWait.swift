import Glibc
package import RescueCore

/// Waits until the disc in a drive can be read: what to do after each TEST UNIT READY.
///
/// Spinning up takes 30 to 60 s on some drives. As long as a drive says something new, it is given
/// more time; a drive that repeats itself is not.
package struct ReadinessWait: Sendable {
    /// What to do next.
    package enum Step: Hashable, Sendable {
        /// The disc can be read.
        case ready
        /// Ask again after a pause.
        case askAgain(after: Duration)
        /// Start the motor, then ask again.
        case startUnit
        /// Stop asking.
        case giveUp(Reason)
    }

    /// Why it makes no sense to go on.
    package enum Reason: Hashable, Sendable {
        /// There is no disc.
        case noDisc
        /// The time is over; what the drive said last.
        case notReady(Sense?)
        /// The drive does not know what to do with the disc.
        case unusableDisc(Sense)
        /// The device is gone.
        case gone
        /// The device takes no such command: an errno value.
        case failed(errno: CInt)
    }

    /// How long a drive may repeat itself.
    package static let patience = Duration.seconds(60)
    /// How long it may take, whatever it says.
    package static let ceiling = Duration.seconds(600)
    /// The time between two questions.
    package static let pause = Duration.milliseconds(500)
    /// How often a drive may say "no disc" before it is believed: some say so at first.
    package static let noDiscLimit = 6
    /// How many unit attentions in a row are passed over.
    package static let attentionLimit = 20

    private var elapsed = Duration.zero
    private var sinceNews = Duration.zero
    private var lastSense: Sense?
    private var noDiscCount = 0
    private var attentionCount = 0
    private var hasStarted = false

    /// Begins to wait.
    package init() {}

    /// Takes the answer to a TEST UNIT READY.
    ///
    /// - Returns: What to do next. The pauses it asks for are counted as if they were made.
    package mutating func step(after result: CommandResult) -> Step {
        elapsed += result.duration
        sinceNews += result.duration
        switch result.outcome {
        case .good, .delivered, .incomplete: return .ready
        case .timedOut: return failed(ETIMEDOUT)
        case .deviceGone: return .giveUp(.gone)
        case .failed(let errno): return failed(errno)
        case .deferredError(let sense): return notReady(sense)
        case .checkCondition(let sense): return take(sense)
        }
    }

    private mutating func take(_ sense: Sense) -> Step {
        switch (sense.key, sense.asc, sense.ascq) {
        case (0x00...0x01, _, _):
            return .ready
        case (0x06, _, _) where attentionCount < Self.attentionLimit:
            attentionCount += 1
            return .askAgain(after: .zero)
        case (0x02, 0x3A, _):
            noDiscCount += 1
            return noDiscCount < Self.noDiscLimit ? pause() : .giveUp(.noDisc)
        case (_, 0x30, _):
            // Incompatible medium: it will not become another one.
            return .giveUp(.unusableDisc(sense))
        case (0x02, 0x04, 0x02) where !hasStarted:
            hasStarted = true
            return .startUnit
        default:
            return notReady(sense)
        }
    }

    private mutating func notReady(_ sense: Sense) -> Step {
        if sense != lastSense {
            sinceNews = .zero
            lastSense = sense
        }
        guard sinceNews < Self.patience, elapsed < Self.ceiling else {
            return .giveUp(.notReady(sense))
        }
        return pause()
    }

    private mutating func failed(_ errno: CInt) -> Step {
        let kind = CommandResult.kind(errno: errno)
        if kind == .noMedium { return .giveUp(.noDisc) }
        guard kind == .hardwareError || kind == .timedOut else {
            return .giveUp(.failed(errno: errno))
        }
        return sinceNews < Self.patience ? pause() : .giveUp(.notReady(lastSense))
    }

    private mutating func pause() -> Step {
        elapsed += Self.pause
        sinceNews += Self.pause
        return .askAgain(after: Self.pause)
    }
}
