import DiscIO
import RescueCore

@testable import DiscSimulation
@testable import SCSITarget

/// A way to a simulated drive that may answer anything to any command.
struct WildTransport: MMCTransport, ~Copyable {
    let host: WildHost
    private var drive: SimulatedTransport
    private var answers: WildAnswers

    init(to bus: SimulatedBus, seed: UInt64, sectorCount: Int, host: WildHost) {
        drive = SimulatedTransport(bus: bus, isCareful: seed.isMultiple(of: 2))
        answers = WildAnswers(seed: seed, sectorCount: sectorCount)
        self.host = host
    }

    mutating func run(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        guard host.count() else { return CommandResult(.deviceGone) }
        let range = SimulatedTarget.readRange(of: command.bytes)
        guard answers.isWild(at: range) else {
            let result = drive.run(command, into: &buffer)
            host.clock.advance(by: .milliseconds(5))
            if let range, result.fault(reading: range) == nil { host.noteArrival(range) }
            return result
        }
        let delay = answers.delay()
        host.clock.advance(by: delay)
        transfer(command, range, &buffer)
        return CommandResult(outcome(), duration: delay)
    }

    /// Brings nothing, a part or all, of any bytes; or a true answer in which some bytes are others.
    private mutating func transfer(
        _ command: MMCCommand, _ range: SectorRange?, _ buffer: inout TransferBuffer
    ) {
        let length = command.responseLength
        switch answers.pick(4) {
        case 0: break
        case 1: buffer.store(answers.bytes(answers.pick(length + 1) / 8 * 8))
        case 2:
            buffer.store(answers.bytes(length))
            if let range { host.noteArrival(range) }
        default:
            guard range == nil, length > 0 else { return }
            _ = drive.run(command, into: &buffer)
            var bytes = buffer.bytes(length)
            for _ in 0..<answers.pick(4) {
                bytes[answers.pick(min(length, 64))] = UInt8(answers.pick(256))
            }
            buffer.store(bytes)
        }
    }

    private mutating func outcome() -> CommandResult.Outcome {
        switch answers.pick(12) {
        case 0...2: .good
        case 3...4: .delivered
        case 5: .incomplete
        case 6: .deferredError(answers.sense())
        case 7: .failed(errno: CInt(answers.pick(134)))
        case 8: answers.pick(2) == 0 ? .timedOut : .deviceGone
        default: .checkCondition(answers.sense())
        }
    }
}
