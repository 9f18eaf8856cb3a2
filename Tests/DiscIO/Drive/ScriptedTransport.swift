import DiscIO
import RescueCore

/// A drive that answers as it is told, and remembers what it was asked.
final class DriveScript {
    /// One answer to a command.
    enum Answer {
        /// A success, with as many of these bytes as were asked for.
        case data([UInt8])
        /// A refusal of the command.
        case sense(Sense)
        /// A refusal, after these bytes had been transferred.
        case senseAfter(Sense, [UInt8])
        /// The failure of an earlier command.
        case deferred(Sense)
        /// A system error.
        case failed(errno: CInt)
        /// No device any more.
        case gone
        /// The sectors of a READ, after a while.
        case sectors(after: Duration)
    }

    /// The answers by operation code; the last of a list is given again and again.
    var answers: [UInt8: [Answer]] = [:]

    /// The sectors of the disc.
    var sector: (LBA) -> [UInt8] = { SectorSourceContract.sector($0) }

    /// The sectors that a READ fails on, with medium errors.
    var unreadable: Set<LBA> = []

    /// All commands so far.
    private(set) var commands: [MMCCommand] = []

    /// How often a command was sent.
    func count(_ opcode: UInt8) -> Int { commands.count { $0.opcode == opcode } }

    fileprivate func answer(_ command: MMCCommand) -> Answer {
        commands.append(command)
        guard var list = answers[command.opcode] else { return .sense(.invalidOpcode) }
        let answer = list.count > 1 ? list.removeFirst() : list[0]
        answers[command.opcode] = list
        return answer
    }

    private func sectors(_ range: SectorRange) -> [UInt8] {
        var bytes: [UInt8] = []
        for lba in range.start..<range.end { bytes += sector(lba) }
        return bytes
    }

    /// The sectors that a READ(10) asks for, or why they do not come.
    fileprivate func read(_ command: MMCCommand) -> Answer {
        let start = Int(command.bytes.number(at: 2, as: UInt32.self) ?? 0)
        let count = Int(command.bytes.number(at: 7, as: UInt16.self) ?? 0)
        let range = SectorRange(start: start, count: count)
        if let bad = unreadable.filter(range.contains).min() {
            let sense = Sense(
                key: 3, asc: 0x11, ascq: 5, information: UInt32(bad))
            return .senseAfter(sense, sectors(SectorRange(start, bad)))
        }
        return .data(sectors(range))
    }
}

extension Sense {
    static let invalidOpcode = Sense(key: 5, asc: 0x20, ascq: 0)
    static let noMedium = Sense(key: 2, asc: 0x3A, ascq: 1)
    static let becomingReady = Sense(key: 2, asc: 0x04, ascq: 1)
    static let needsStart = Sense(key: 2, asc: 0x04, ascq: 2)
    static let mediumChanged = Sense(key: 6, asc: 0x28, ascq: 0)
    static let reset = Sense(key: 6, asc: 0x29, ascq: 0)
}

/// The transport to a scripted drive.
struct ScriptedTransport: MMCTransport, ~Copyable {
    let script: DriveScript

    mutating func run(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        answer(script.answer(command), to: command, &buffer)
    }

    private func answer(
        _ answer: DriveScript.Answer, to command: MMCCommand, _ buffer: inout TransferBuffer
    ) -> CommandResult {
        switch answer {
        case .data(let bytes):
            buffer.store(Array(bytes.prefix(command.responseLength)))
            return CommandResult(.good)
        case .sense(let sense): return CommandResult(.checkCondition(sense))
        case .senseAfter(let sense, let bytes):
            buffer.store(Array(bytes.prefix(command.responseLength)))
            return CommandResult(.checkCondition(sense))
        case .deferred(let sense): return CommandResult(.deferredError(sense))
        case .failed(let errno): return CommandResult(.failed(errno: errno))
        case .gone: return CommandResult(.deviceGone)
        case .sectors(let duration):
            var result = self.answer(script.read(command), to: command, &buffer)
            result.duration = duration
            return result
        }
    }
}
