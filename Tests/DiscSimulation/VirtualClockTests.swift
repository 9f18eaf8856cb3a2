import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct VirtualClockTests {
    @Test func `time is the sum of all steps, and each is told`() {
        let clock = VirtualClock()
        var told: [Duration] = []
        clock.onAdvance = { told.append($0) }
        clock.advance(by: .milliseconds(3))
        clock.advance(by: .zero)
        clock.advance(by: .seconds(2))
        #expect(clock.now == .milliseconds(2_003))
        #expect(told == [.milliseconds(3), .seconds(2)])
    }
}
