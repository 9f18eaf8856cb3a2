import DiscIO
import RescueCore

@testable import DiscSimulation
@testable import SCSITarget

/// A simulated drive that several transports can reach, as a real one can be opened twice.
final class SimulatedBus {
    /// The drive.
    var target: SimulatedTarget
    /// The time of the model.
    let clock = VirtualClock()
    /// What the user was told about the transports.
    var changes: [TransportChange] = []
    /// How often a new way to the drive was opened.
    var reopenings = 0
    /// How many commands read sectors.
    var reads = 0

    /// Puts the disc of a script into a drive; without a layout it has one data track.
    init(_ script: FaultScript, layout: DiscLayout? = nil) {
        let count = script.generatedVolume?.sectorCount ?? 0
        target = SimulatedTarget(
            script,
            layout: layout ?? DiscLayout(family: script.profile.family, sectorCount: count),
            clock: clock)
    }

    /// Puts a clean disc into a drive that is divided as `LayoutText` says.
    convenience init(
        _ profile: DiscProfile, sectorCount: Int, _ lines: [String], rules: [FaultRule] = []
    ) throws {
        let script = FaultScript(
            profile: profile, content: .generated(sectorCount: sectorCount), rules: rules)
        let layout = try LayoutText.layout(lines, profile: profile, sectorCount: sectorCount)
        self.init(script, layout: layout)
    }

    /// Opens the drive as `isorip` does by default.
    func open() throws(DriveError) -> Drive {
        let transport = AutomaticTransport(
            quick: SimulatedTransport(bus: self, isCareful: false),
            onChange: { self.changes.append($0) },
            openCareful: { SimulatedTransport(bus: self, isCareful: true) })
        return try open(over: transport)
    }

    /// Opens the drive over one transport.
    func open(isCareful: Bool) throws(DriveError) -> Drive {
        try open(over: SimulatedTransport(bus: self, isCareful: isCareful))
    }

    private func open(
        over transport: consuming any MMCTransport & ~Copyable
    ) throws(DriveError) -> Drive {
        try Drive(
            over: transport, path: "/dev/sr9",
            reopening: { (_) throws(DriveError) in
                self.reopenings += 1
                return SimulatedTransport(bus: self, isCareful: true)
            },
            pause: { self.clock.advance(by: $0) })
    }
}

/// A transport to a simulated drive, in this process and in simulated time.
struct SimulatedTransport: MMCTransport, ~Copyable {
    let bus: SimulatedBus

    /// Whether it knows what SG_IO does; else it is as credulous as libcdio, for which a command
    /// that was given up is a success.
    let isCareful: Bool

    mutating func run(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        let start = bus.clock.now
        if command.readsSectors { bus.reads += 1 }
        let answer = bus.target.execute(command.bytes)
        let outcome: CommandResult.Outcome =
            switch answer {
            case .reply(let reply): take(reply, command, &buffer)
            case .silence: isCareful ? .timedOut : .good
            case .gone: .deviceGone
            }
        return CommandResult(outcome, duration: bus.clock.now - start)
    }

    private func take(
        _ answer: TargetReply, _ command: MMCCommand, _ buffer: inout TransferBuffer
    ) -> CommandResult.Outcome {
        buffer.store(Array(answer.data.prefix(command.responseLength)))
        guard isCareful else { return answer.sense.map { .checkCondition($0) } ?? .good }
        var reply = SGReply()
        reply.status = answer.status.rawValue
        reply.sense = answer.sense?.fixedFormat ?? []
        reply.residual = command.responseLength - answer.data.count
        return CommandResult.Outcome(reply, to: command)
    }
}
