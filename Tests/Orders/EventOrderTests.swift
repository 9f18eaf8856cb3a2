import Foundation
import RescueCore
import Testing

/// Every order of events in a small run: whatever happens, and whenever.
///
/// Each trial is a run with one event or two, and a second run with nothing. A trial that fails is named
/// by its events and can be run alone: `ORDERS=blocks:gone@12,back@20`. `ORDERS=all` in the
/// environment tries all pairs; otherwise a part of them is drawn, by `SEED` if that is set.
@Suite struct EventOrderTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let orders = environment["ORDERS"] ?? ""
    private static let seed = environment["SEED"].flatMap { UInt64($0) } ?? 1

    static let settings: [OrderSetting] = [.blocks, .cd, .rereading]

    @Test(arguments: settings)
    func `one event at any moment`(setting: OrderSetting) {
        var tally = OrderTally()
        let steps = tally.run(OrderTrial(setting: setting, events: [])).steps
        for event in OrderEvent.allCases {
            for step in 1...steps {
                tally.run(OrderTrial(setting: setting, events: [PlacedEvent(event, at: step)]))
            }
        }
        tally.report(setting, "\(steps) steps")
    }

    @Test(arguments: settings, OrderEvent.allCases.filter { !$0.isEnd })
    func `two events at any moments`(setting: OrderSetting, first: OrderEvent) {
        var tally = OrderTally()
        var random = TestRandom(seed: Self.seed)
        let share = Self.orders == "all" ? 1 : Self.sampleShare
        let steps = OrderTrial(setting: setting, events: []).run().steps
        for step in 1...steps {
            let first = PlacedEvent(first, at: step)
            let alone = OrderTrial(setting: setting, events: [first]).run()
            for second in OrderEvent.allCases {
                for step in first.step...max(first.step, alone.steps)
                where Double.random(in: 0..<1, using: &random) < share {
                    let events = [first, PlacedEvent(second, at: step)]
                    tally.run(OrderTrial(setting: setting, events: events))
                }
            }
        }
        tally.report(setting, "seed \(Self.seed)")
    }

    private static let sampleShare = 0.02

    @Test func `a drive that vanishes while it refuses everything costs no sector`() {
        var tally = OrderTally()
        let wedges = OrderTrial(setting: .blocks, events: []).run().steps
        for step in 1...wedges {
            let wedge = PlacedEvent(.wedge, at: step)
            let steps = tally.run(OrderTrial(setting: .blocks, events: [wedge])).steps
            for step in step...max(step, steps) {
                let events = [wedge, PlacedEvent(.absence, at: step)]
                tally.run(OrderTrial(setting: .blocks, events: events))
            }
        }
        tally.report(.blocks, "all of them")
    }

    @Test(.enabled(if: orders.contains("@"))) func `one order that is named`() throws {
        let trial = try #require(OrderTrial(named: Self.orders))
        let outcome = trial.run()
        #expect(outcome.problem == nil)
    }
}
