import DiscIO
import RescueCore
import Testing

@testable import SCSITarget

/// What is made of the header that the kernel fills in.
@Suite struct SGReplyTests {
    private let read = MMCCommand.read(SectorRange(start: 0, count: 16), forceUnitAccess: false)

    private func outcome(
        of command: MMCCommand? = nil, _ change: (inout SGReply) -> Void
    ) -> CommandResult.Outcome {
        var reply = SGReply()
        change(&reply)
        return CommandResult.Outcome(reply, to: command ?? read)
    }

    @Test func `a reply without a complaint means that the bytes were delivered`() {
        #expect(outcome { _ in } == .delivered)
    }

    @Test func `nobody there and nobody answering are told apart`() {
        #expect(outcome { $0.hostStatus = 0x01 } == .deviceGone)
        #expect(outcome { $0.hostStatus = 0x03 } == .timedOut)
        #expect(outcome { $0.driverStatus = 0x06 } == .timedOut)
    }

    @Test(arguments: [0x02, 0x04, 0x05, 0x07, 0x08, 0x0B, 0x0E, 0x10] as [UInt16])
    func `any other host status is a failure without a reason`(hostStatus: UInt16) {
        #expect(outcome { $0.hostStatus = hostStatus } == .failed(errno: 5))
    }

    @Test func `sense data beside a time-out is not the drive's answer`() {
        let sense = Sense(key: 6, asc: 0x29, ascq: 0)
        let result = outcome {
            $0.hostStatus = 0x03
            $0.status = 0x02
            $0.driverStatus = 0x08
            $0.sense = sense.fixedFormat
        }
        #expect(result == .timedOut)
    }

    @Test(arguments: [0x00, 0x08, 0x18] as [UInt16])
    func `the driver's remark that there is sense data is no failure`(driverStatus: UInt16) {
        let sense = Sense(key: 3, asc: 0x11, ascq: 5, information: 7)
        let failed = outcome {
            $0.status = 0x02
            $0.driverStatus = driverStatus
            $0.sense = sense.fixedFormat
            $0.residual = 9 * Sector.size
        }
        #expect(failed == .checkCondition(sense))
        #expect(outcome { $0.driverStatus = driverStatus } == .delivered)
    }

    @Test(arguments: [0x01, 0x02, 0x04, 0x05, 0x0C] as [UInt16])
    func `any other driver status is a failure without a reason`(driverStatus: UInt16) {
        #expect(outcome { $0.driverStatus = driverStatus } == .failed(errno: 5))
    }

    @Test func `bytes that are missing from a read are counted, a shorter answer is not`() {
        #expect(outcome { $0.residual = 1 } == .incomplete)
        #expect(outcome { $0.residual = 16 * Sector.size } == .incomplete)
        // More than was asked for is as little what was asked for.
        #expect(outcome { $0.residual = -1 } == .incomplete)
        #expect(outcome(of: .readTOC) { $0.residual = 784 } == .delivered)
    }

    @Test func `a recovered error is a success if its bytes came`() {
        func recovered(residual: Int) -> CommandResult.Outcome {
            outcome {
                $0.status = 0x02
                $0.sense = Sense(key: 1, asc: 0x18, ascq: 2).fixedFormat
                $0.residual = residual
            }
        }
        #expect(recovered(residual: 0) == .delivered)
        #expect(recovered(residual: Sector.size) == .incomplete)
    }

    @Test func `sense data counts although the status is good`() {
        let sense = Sense(key: 4, asc: 0x3E, ascq: 2)
        #expect(outcome { $0.sense = sense.fixedFormat } == .checkCondition(sense))
    }

    @Test func `a deferred error is told from one of this command`() {
        let sense = Sense(key: 3, asc: 0x0C, ascq: 0)
        let result = outcome {
            $0.status = 0x02
            $0.sense = [0x71] + sense.fixedFormat.dropFirst()
        }
        #expect(result == .deferredError(sense))
    }

    @Test(arguments: [0x02, 0x08, 0x18, 0x28, 0x40] as [UInt8])
    func `a status that nobody explains is a failure without a reason`(status: UInt8) {
        #expect(outcome { $0.status = status } == .failed(errno: 5))
    }

    @Test func `what the kernel counted is a fault of its own kind`() {
        let range = SectorRange(start: 0, count: 16)
        let kinds: [(CommandResult.Outcome, ReadFault.Kind?)] = [
            (.delivered, nil), (.incomplete, .unproven), (.timedOut, .timedOut),
        ]
        for (outcome, kind) in kinds {
            let result = CommandResult(outcome, duration: .seconds(40))
            #expect(result.fault(reading: range)?.kind == kind)
        }
    }
}
