import RescueCore

@testable import DiscSimulation

/// Draws what a drive answers that may answer anything, at some places or everywhere.
struct WildAnswers {
    var random: TestRandom
    /// The sectors it answers arbitrarily at; nil: everywhere, and to other commands than reads, too.
    private let places: SectorRange?
    /// How often it does, there.
    private let chance: Double
    private let sectorCount: Int

    init(seed: UInt64, sectorCount: Int) {
        random = TestRandom(seed: seed)
        self.sectorCount = sectorCount
        let start = Int.random(in: 0..<sectorCount, using: &random)
        let end = min(sectorCount, start + Int.random(in: 1...40, using: &random))
        places = Int.random(in: 0..<3, using: &random) == 0 ? SectorRange(start, end) : nil
        chance = [0.02, 0.1, 0.5, 1].randomElement(using: &random) ?? 1
    }

    /// Whether the answer to this command is arbitrary; nil: a command that reads no sectors.
    mutating func isWild(at range: SectorRange?) -> Bool {
        if let places {
            guard let range, range.overlaps(places) else { return false }
        }
        return Double.random(in: 0..<1, using: &random) < chance
    }

    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// Any sense data; what means something to somebody is more likely than the rest.
    mutating func sense() -> Sense {
        let known: [(UInt8, UInt8)] = [
            (2, 0x3A), (2, 0x04), (6, 0x28), (6, 0x29), (3, 0x11), (4, 0x08), (5, 0x64),
            (5, 0x21), (5, 0x6F), (5, 0x24), (5, 0x20), (1, 0x17), (0, 0), (0xB, 0), (4, 0x3E),
        ]
        var sense = Sense(
            key: UInt8(pick(16)), asc: UInt8(pick(256)), ascq: UInt8(pick(256)))
        if pick(4) > 0, let (key, code) = known.randomElement(using: &random) {
            (sense.key, sense.asc, sense.ascq) = (key, code, UInt8(pick(8)))
        }
        if pick(2) == 0 { sense.information = UInt32(truncatingIfNeeded: number()) }
        return sense
    }

    /// Any number below 2^33: of a sector of the disc or near its end, a power of two, or another.
    mutating func number() -> Int {
        switch pick(4) {
        case 0: pick(sectorCount + 3)
        case 1: sectorCount
        case 2: max(0, 1 << pick(33) + pick(3) - 1)
        default: pick(1 << 33)
        }
    }

    /// How long an answer takes: a millisecond to a minute and a half.
    mutating func delay() -> Duration {
        .milliseconds(1 << pick(16)) + .microseconds(pick(1000))
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        let word = random.next()
        return (0..<count).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0 % 8))) }
    }
}

/// The host of runs with a drive that answers anything: ends those that find no end themselves.
final class WildHost: RescueHost, VerifyHost {
    let clock = VirtualClock()
    /// What did arrive.
    private(set) var arrived = SectorSet()
    /// What went wrong first.
    private(set) var problem: String?

    private var commands = 0
    private var mostCommands = 100_000
    private var deadline: Duration?
    private var commandsAfterDeadline = 0

    /// After the limit of time, a look at the disc: 3 times size, tracks and up to 11 sectors, each
    /// asked 8 times at most where it reads no sectors and twice where it does.
    private static let mostCommandsAfterDeadline = 3 * (8 + 8 + 11 * 2) + 8

    var isStopRequested: Bool { problem != nil }

    func now() -> Duration { clock.now }
    func pause(for duration: Duration) { if !isStopRequested { clock.advance(by: duration) } }
    func report(_ event: RescueEvent, _ progress: RescueProgress) {}
    func report(_ event: VerifyEvent, _ progress: VerifyProgress) {}

    /// Begins with something that may take so many commands, and so long.
    func begin(mostCommands: Int, time: Duration? = nil) {
        commands = 0
        self.mostCommands = mostCommands
        deadline = time.map { clock.now + $0 }
        commandsAfterDeadline = 0
    }

    func note(_ problem: String) { self.problem = self.problem ?? problem }

    func noteArrival(_ range: SectorRange) { arrived = arrived.union(SectorSet([range])) }

    /// Counts a command.
    ///
    /// - Returns: Whether the drive still answers; not if the run should have ended.
    func count() -> Bool {
        guard problem == nil else { return false }
        commands += 1
        if let deadline, clock.now >= deadline { commandsAfterDeadline += 1 }
        if commandsAfterDeadline > Self.mostCommandsAfterDeadline {
            note("no end after \(commandsAfterDeadline) commands behind the limit of time")
        }
        if commands > mostCommands { note("no end after \(commands) commands") }
        return problem == nil
    }
}
