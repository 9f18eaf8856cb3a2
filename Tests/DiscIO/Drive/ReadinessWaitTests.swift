import DiscIO
import RescueCore
import Testing

@Suite struct ReadinessWaitTests {
    private typealias Step = ReadinessWait.Step

    /// Gives the same answer until the wait ends.
    private func end(
        _ outcome: CommandResult.Outcome, taking duration: Duration = .zero
    ) -> (asked: Int, step: Step) {
        var wait = ReadinessWait()
        for count in 1...10_000 {
            let step = wait.step(after: CommandResult(outcome, duration: duration))
            if case .askAgain = step { continue }
            return (count, step)
        }
        return (10_000, .askAgain(after: .zero))
    }

    @Test func `a good answer ends the wait, and so does a recovered error`() {
        #expect(end(.good).step == .ready)
        #expect(end(.delivered).step == .ready)
        #expect(end(.checkCondition(Sense(key: 1, asc: 0x17, ascq: 0))).step == .ready)
    }

    @Test func `no disc is believed after a few answers`() {
        let end = end(.checkCondition(.noMedium))
        #expect(end.step == .giveUp(.noDisc))
        #expect(end.asked == ReadinessWait.noDiscLimit)
    }

    @Test func `a drive that repeats itself is given a minute`() {
        let end = end(.checkCondition(.becomingReady))
        #expect(end.step == .giveUp(.notReady(.becomingReady)))
        #expect(end.asked == 121)
    }

    @Test func `a drive with news is given more time, but not for ever`() {
        var wait = ReadinessWait()
        var asked = 0
        while asked < 100_000 {
            asked += 1
            let sense = Sense(key: 2, asc: 4, ascq: UInt8(asked / 60 % 2) * 7 + 1)
            if case .giveUp(let reason) = wait.step(after: CommandResult(.checkCondition(sense))) {
                #expect(reason == .notReady(sense))
                break
            }
        }
        #expect(asked == 1201)
    }

    @Test func `time that the commands take counts`() {
        let end = end(.checkCondition(.becomingReady), taking: .seconds(20))
        #expect(end.asked < 6)
    }

    @Test func `unit attentions are passed over at once`() {
        var wait = ReadinessWait()
        for sense in [Sense.mediumChanged, .reset, .mediumChanged] {
            let step = wait.step(after: CommandResult(.checkCondition(sense)))
            #expect(step == .askAgain(after: .zero))
        }
        #expect(end(.checkCondition(.reset)).step == .giveUp(.notReady(.reset)))
    }

    @Test func `the motor is started once`() {
        var wait = ReadinessWait()
        let result = CommandResult(.checkCondition(.needsStart))
        #expect(wait.step(after: result) == .startUnit)
        #expect(wait.step(after: result) == .askAgain(after: ReadinessWait.pause))
    }

    @Test func `a disc that the drive does not know, and a drive that is gone, end the wait`() {
        let incompatible = Sense(key: 2, asc: 0x30, ascq: 0)
        #expect(end(.checkCondition(incompatible)).step == .giveUp(.unusableDisc(incompatible)))
        #expect(end(.deviceGone).step == .giveUp(.gone))
        #expect(end(.failed(errno: 25)).step == .giveUp(.failed(errno: 25)))
        #expect(end(.failed(errno: 5)).step == .giveUp(.notReady(nil)))
        #expect(end(.timedOut).step == .giveUp(.notReady(nil)))
    }
}
