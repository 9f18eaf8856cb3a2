import RescueCore
import Synchronization

/// A rip as one JSON object a line, for programs.
///
/// The man page documents every key. A key that has nothing to tell is left out.
final class JSONEvents: RipDisplay {
    private static let progressInterval = Duration.seconds(1)

    private let console: Console
    private let lastProgress = Mutex(ContinuousClock.now - .seconds(1))

    init(console: Console) {
        self.console = console
    }

    func begin(_ board: ProgressBoard) {}
    func end() {}

    func report(_ event: RescueEvent, _ progress: RescueProgress) {
        switch event {
        case .checkpoint:
            write(
                CheckpointLine(
                    rescuedSectors: progress.map.count(of: .rescued),
                    seconds: progress.elapsed.seconds))
        case .distrusted(let sectors):
            write(DistrustedLine(sectors: sectors, seconds: progress.elapsed.seconds))
        case .stage(let stage): write(StageLine(stage, progress))
        case .phase: write(ProgressLine(progress))
        case .drive(let event):
            for line in Self.lines(of: event, at: progress.elapsed) { write(line) }
            if case .waiting = event, isDue() { write(ProgressLine(progress)) }
        case .rescued: if isDue() { write(ProgressLine(progress)) }
        case .started, .reading, .ended: break
        }
    }

    /// What the drive does, in a rip or in a verification: at the most one object.
    static func lines(of event: DriveEvent, at elapsed: Duration) -> [any Encodable] {
        let seconds = elapsed.seconds
        return switch event {
        case .fault(let fault): [FaultLine(fault, at: elapsed)]
        case .lost(let fault, _): [LostLine(kind: fault.kind.rawValue, seconds: seconds)]
        case .returned: [ReturnedLine(seconds: seconds)]
        case .resting(let duration): [RestingLine(rest: duration.seconds, seconds: seconds)]
        case .waiting: []
        }
    }

    /// Writes one object as one line.
    func write(_ line: some Encodable) {
        console.result(JSONText.of(line))
    }

    private func isDue() -> Bool {
        let now = ContinuousClock.now
        return lastProgress.withLock { last in
            guard now - last >= Self.progressInterval else { return false }
            last = now
            return true
        }
    }
}

/// Another part of the disc is read from now on.
struct StageLine: Encodable {
    var event = "stage"
    var stage: String
    var isLast: Bool
    var sectors: Int?
    var chosenFiles: Int
    var completeFiles: Int
    var seconds: Double

    init(_ stage: RescueStage, _ progress: RescueProgress) {
        self.stage = stage.aim.rawValue
        isLast = stage.isLast
        sectors = stage.sectors?.count
        chosenFiles = stage.files.count
        completeFiles = stage.files.completeCount(in: progress.map)
        seconds = progress.elapsed.seconds
    }
}

/// Where the rip stands; at each pass, and at the most once a second between.
struct ProgressLine: Encodable {
    var event = "progress"
    var stage: String?
    var phase: String
    var pass: Int
    var lba: Int
    var sectors: [String: Int]
    var readErrors: Int
    var seconds: Double

    init(_ progress: RescueProgress) {
        stage = progress.stage?.aim.rawValue
        phase = progress.phase.rawValue
        pass = progress.pass
        lba = progress.position
        sectors = progress.map.sectorsByStatus
        readErrors = progress.readErrors
        seconds = progress.elapsed.seconds
    }
}

/// A command that failed.
struct FaultLine: Encodable {
    var event = "fault"
    var kind: String
    var lba: Int
    var count: Int
    var failingLBA: Int?
    var senseKey: UInt8?
    var asc: UInt8?
    var ascq: UInt8?
    var seconds: Double

    init(_ fault: ReadFault, at elapsed: Duration) {
        kind = fault.kind.rawValue
        lba = fault.range.start
        count = fault.range.count
        failingLBA = fault.failingLBA
        senseKey = fault.sense?.key
        asc = fault.sense?.asc
        ascq = fault.sense?.ascq
        seconds = elapsed.seconds
    }
}

/// Everything up to here is on the disk.
struct CheckpointLine: Encodable {
    var event = "checkpoint"
    var rescuedSectors: Int
    var seconds: Double
}

/// The drive or its disc is gone and is waited for.
struct LostLine: Encodable {
    var event = "lost"
    var kind: String
    var seconds: Double
}

/// The drive is back, and the same disc is in it.
struct ReturnedLine: Encodable {
    var event = "returned"
    var seconds: Double
}

/// Sectors that were rescued since the last checkpoint, and are missing again.
struct DistrustedLine: Encodable {
    var event = "distrusted"
    var sectors: Int
    var seconds: Double
}

/// A drive that failed again and again is left in peace for so many seconds.
struct RestingLine: Encodable {
    var event = "resting"
    var rest: Double
    var seconds: Double
}

/// The last line: how it ended.
struct DoneLine: Encodable {
    var event = "done"
    var outcome: String
    var status: Int32
    var sectors: [String: Int]
    var readErrors: Int
    var seconds: Double
    var sums: SumSet?
    var verdict: String?
    var chosenFiles: Int?
    var completeFiles: Int?
    var unmatchedPaths: [String]?
}

extension SectorMap {
    /// How many sectors have each status, by its name.
    var sectorsByStatus: [String: Int] {
        Dictionary(
            uniqueKeysWithValues: SectorStatus.allCases.map { ("\($0)", count(of: $0)) })
    }
}

extension Duration {
    /// The duration in seconds, to the millisecond.
    var seconds: Double {
        ((self / .milliseconds(1)).rounded()) / 1000
    }
}

extension RescueEnd {
    /// The end in one word, as the JSON lines and the record have it.
    var name: String {
        switch self {
        case .complete: "complete"
        case .exhausted: "unreadable-sectors"
        case .chosenRead: "chosen-read"
        case .outOfTime: "out-of-time"
        case .tooManyReadErrors: "too-many-read-errors"
        case .interrupted: "interrupted"
        case .otherDisc: "other-disc"
        case .driveLost: "drive-lost"
        case .refused: "protected"
        case .driveWedged: "drive-wedged"
        }
    }
}
