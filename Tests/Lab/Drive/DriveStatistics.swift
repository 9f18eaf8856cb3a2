import RescueCore
import SCSITarget

/// What a program cost the drive: the numbers by which two programs are compared.
struct DriveStatistics {
    private var commands: [UInt8: Int] = [:]
    private var reads = 0
    private var failures = 0
    private var delivered: SectorMap
    private var sectors = 0
    private var seconds = 0.0
    private var curve: [(share: Double, seconds: Double)] = []
    private let readable: Int

    /// Starts at zero.
    init(_ disc: LabDisc) {
        delivered = SectorMap(sectorCount: disc.layout.sectorCount)
        readable = disc.recoverableCount
    }

    /// Counts a command that has just been answered.
    mutating func note(_ block: [UInt8], _ outcome: SimulatedTarget.Outcome, at now: Duration) {
        commands[block[0], default: 0] += 1
        seconds = now.seconds
        guard let range = SimulatedTarget.readRange(of: block), !range.isEmpty else { return }
        reads += 1
        guard case .reply(let reply) = outcome, reply.status == .good else {
            failures += 1
            return
        }
        sectors += range.count
        delivered.mark(range.clamped(to: delivered.range), as: .rescued)
        let share = Double(delivered.count(of: .rescued)) / Double(max(1, readable))
        for mark in [0.5, 0.9, 0.99, 0.999, 1] where share >= mark {
            if !curve.contains(where: { $0.share == mark }) { curve.append((mark, seconds)) }
        }
    }

    /// The numbers as one JSON object.
    var json: String {
        let counts = commands.sorted { $0.key < $1.key }.map { operation, count in
            "\"\(SimulatedTarget.name(of: operation))\": \(count)"
        }
        let marks = curve.map { "\"\($0.share * 100)\": \($0.seconds)" }
        return """
            {"seconds": \(seconds), "reads": \(reads), "failed_reads": \(failures), "sectors_read": \(sectors), \
            "sectors_delivered": \(delivered.count(of: .rescued)), \
            "commands": {\(counts.joined(separator: ", "))}, \
            "delivered_percent_at_second": {\(marks.joined(separator: ", "))}}

            """
    }
}

extension Duration {
    /// The time in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
