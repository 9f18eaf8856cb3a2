import DiscSimulation
import Dispatch
import Glibc
import RescueCore
import SCSITarget

/// The loop that answers the kernel's commands from a simulated disc.
struct DriveServer: ~Copyable {
    /// What of the drive's behaviour takes real time.
    struct Options {
        /// The seconds a command that is never answered stays so, if the kernel does not end it.
        var silence = 150.0
        /// The seconds after which a drive that left its bus is back; nil: never.
        var comesBackAfter: Double?
        /// The seconds that pass for each second of the model; nil: none.
        var pace: Double?
    }

    private var ring: CommandRing
    private var target: SimulatedTarget
    private let bus: Bus
    private let options: Options
    private let log: CommandLog?
    private(set) var statistics: DriveStatistics
    /// Since when the time was not passed on that a drive takes for itself; nil: it is ready.
    private var unreadySince: DispatchTime?
    private var isOffBus = false
    private var returnTime: DispatchTime?

    init(
        _ disc: LabDisc, ring: consuming CommandRing, bus: Bus,
        options: Options, log: CommandLog?
    ) {
        statistics = DriveStatistics(disc)
        target = disc.target()
        self.ring = ring
        self.bus = bus
        self.options = options
        self.log = log
        if let pace = options.pace {
            target.drive.clock.onAdvance = { usleep(UInt32($0.seconds * pace * 1e6)) }
        }
    }

    /// Answers what there is to answer, and waits a moment for more.
    mutating func serve() {
        while let command = ring.next() {
            let isWrite = command.block[0] == 0x15 || command.block[0] == 0x55
            let outcome = target.execute(
                command.block, dataOut: isWrite ? ring.dataOut(of: command) : [])
            ring.answer(command, with: reply(to: outcome, of: command))
            statistics.note(command.block, outcome, at: target.drive.clock.now)
            log?.note(command.block, outcome, at: target.drive.clock.now)
        }
        if let time = returnTime, time < .now(), !bus.isChanging {
            returnTime = nil
            isOffBus = false
            target.comeBack()
            bus.plug()
        }
        ring.wait(milliseconds: 100)
    }

    private mutating func reply(
        to outcome: SimulatedTarget.Outcome, of command: RingCommand
    ) -> TargetReply {
        switch outcome {
        case .reply(let reply):
            if [.notReady, .noMedium].contains(reply.sense?.faultKind) {
                passRealTime()
            } else if reply.sense != nil || command.block[0] == 0x00 {
                unreadySince = nil
            }
            return reply
        case .silence:
            waitForAbort(of: command)
            return TargetReply(Sense(key: 0x04, asc: 0x3E, ascq: 0x02))
        case .gone:
            leaveBus()
            return TargetReply(Sense(key: 0x04, asc: 0x08, ascq: 0x00))
        }
    }

    /// A drive gets ready, and a disc is put back, while nobody asks: the model knows no such time.
    private mutating func passRealTime() {
        let now = DispatchTime.now()
        let since = unreadySince ?? now
        unreadySince = now
        let idle = now.uptimeNanoseconds - since.uptimeNanoseconds
        target.drive.clock.advance(by: .nanoseconds(Int64(idle)))
    }

    private func waitForAbort(of command: RingCommand) {
        let end = DispatchTime.now() + options.silence
        while DispatchTime.now() < end, !ring.isAborted(command) {
            ring.wait(milliseconds: 100)
        }
    }

    private mutating func leaveBus() {
        guard !isOffBus else { return }
        isOffBus = true
        bus.unplug()
        if let seconds = options.comesBackAfter {
            returnTime = .now() + seconds
        }
    }
}
