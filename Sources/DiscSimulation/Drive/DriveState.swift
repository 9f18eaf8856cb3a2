package import RescueCore

/// What a simulated drive has on its mind besides the disc: messages, moods, and what comes next.
struct DriveState: Sendable {
    /// The events that did not happen yet.
    private var events: [FaultEvent]
    /// Unit attention conditions that nobody was told of yet.
    var attentions: [Sense] = []
    var isGone = false
    var isHanging = false
    var isShort = false
    /// The drive is busy until then.
    var readyAt: Duration = .zero
    private var now: Duration = .zero

    init(events: [FaultEvent]) {
        self.events = events
    }

    /// Takes out the events that are due when a command begins, in the order of the script.
    mutating func takeDue(command: Int, at now: Duration) -> [FaultEvent.Action] {
        self.now = now
        guard !events.isEmpty else { return [] }
        let due = events.filter { $0.isDue(command: command, at: now) }
        if !due.isEmpty {
            events.removeAll { $0.isDue(command: command, at: now) }
        }
        return due.map(\.action)
    }

    /// The answer to a command that does not get as far as the disc; nil: it does.
    ///
    /// A unit attention is told once and comes before everything else (SAM-5 5.14).
    mutating func answer() -> SimulatedAnswer? {
        if isGone { return .gone }
        if isHanging {
            isHanging = false
            return .timeout
        }
        if !attentions.isEmpty { return .check(attentions.removeFirst()) }
        return now < readyAt ? .check(.becomingReady) : nil
    }

    /// Whether the bytes of this read get lost; only once.
    mutating func takeShort() -> Bool {
        defer { isShort = false }
        return isShort
    }
}

extension Sense {
    /// NOT READY, MEDIUM NOT PRESENT.
    static let noMedium = Sense(key: 0x02, asc: 0x3A, ascq: 0)
    /// NOT READY, LOGICAL UNIT IS IN PROCESS OF BECOMING READY.
    static let becomingReady = Sense(key: 0x02, asc: 0x04, ascq: 0x01)
    /// HARDWARE ERROR, TIMEOUT ON LOGICAL UNIT.
    static let driveTimeout = Sense(key: 0x04, asc: 0x3E, ascq: 0x02)
    /// HARDWARE ERROR, INTERNAL TARGET FAILURE: the content could not be had.
    static let internalFailure = Sense(key: 0x04, asc: 0x44, ascq: 0)
    /// ILLEGAL REQUEST, LOGICAL BLOCK ADDRESS OUT OF RANGE.
    package static let outOfRange = Sense(key: 0x05, asc: 0x21, ascq: 0)
    /// ILLEGAL REQUEST, MEDIUM REMOVAL PREVENTED.
    static let removalPrevented = Sense(key: 0x05, asc: 0x53, ascq: 0x02)
    /// UNIT ATTENTION, NOT READY TO READY CHANGE, MEDIUM MAY HAVE CHANGED.
    static let mediumChanged = Sense(key: 0x06, asc: 0x28, ascq: 0)
    /// UNIT ATTENTION, POWER ON, RESET, OR BUS DEVICE RESET OCCURRED.
    static let reset = Sense(key: 0x06, asc: 0x29, ascq: 0)
}
