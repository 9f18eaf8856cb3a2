import DiscIO
import RescueCore
import Testing

@Suite struct CommandResultTests {
    private let range = SectorRange(start: 1000, count: 16)

    private func kind(
        _ outcome: CommandResult.Outcome, after duration: Duration = .zero
    ) -> ReadFault.Kind? {
        CommandResult(outcome, duration: duration).fault(reading: range)?.kind
    }

    @Test func `sense becomes a fault with its failing sector`() {
        let sense = Sense(key: 3, asc: 0x11, ascq: 5, information: 1007)
        let fault = CommandResult(.checkCondition(sense)).fault(reading: range)
        #expect(fault == ReadFault(.mediumError, reading: range, at: 1007, sense: sense))
    }

    @Test func `a failing sector outside of the request is dropped`() {
        let sense = Sense(key: 3, asc: 0x11, ascq: 5, information: 7)
        let fault = CommandResult(.checkCondition(sense)).fault(reading: range)
        #expect(fault?.failingLBA == nil && fault?.sense == sense)
    }

    @Test func `a deferred error says nothing of these sectors`() {
        let sense = Sense(key: 3, asc: 0x11, ascq: 5, information: 1007)
        let fault = CommandResult(.deferredError(sense)).fault(reading: range)
        #expect(fault?.kind == .hardwareError && fault?.failingLBA == nil)
    }

    @Test func `a recovered error is a success, and no sense is none`() {
        #expect(kind(.good) == nil)
        #expect(kind(.checkCondition(Sense(key: 1, asc: 0x18, ascq: 0))) == nil)
        #expect(kind(.checkCondition(Sense(key: 0, asc: 0, ascq: 0))) == .unproven)
    }

    @Test func `what took longer than any drive takes was given up`() {
        #expect(kind(.good, after: .seconds(30)) == nil)
        #expect(kind(.good, after: .seconds(31)) == .timedOut)
        #expect(kind(.failed(errno: 5), after: .seconds(61)) == .timedOut)
        #expect(kind(.deviceGone, after: .seconds(61)) == .deviceGone)
        let sense = Sense(key: 3, asc: 2, ascq: 0)
        #expect(kind(.checkCondition(sense), after: .seconds(40)) == .mediumError)
    }

    @Test(
        arguments: [
            (19, .deviceGone), (6, .deviceGone), (2, .deviceGone), (123, .noMedium),
            (110, .timedOut), (1, .commandRejected), (22, .commandRejected), (5, .hardwareError),
        ] as [(CInt, ReadFault.Kind)])
    func `a system error without sense has a kind`(errno: CInt, expected: ReadFault.Kind) {
        #expect(kind(.failed(errno: errno)) == expected)
    }
}
