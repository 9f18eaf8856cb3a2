import RescueCore
import Testing

/// Drives that answer one thing at one place, always, and runs that have little time.
@Suite struct ConstantAnswerTests {
    /// What says that the drive or the disc is in trouble, and not the sector.
    private static let senses = [
        Sense(key: 2, asc: 0x3A, ascq: 0), Sense(key: 2, asc: 0x04, ascq: 1),
        Sense(key: 6, asc: 0x29, ascq: 0), Sense(key: 6, asc: 0x28, ascq: 0),
    ]

    @Test(arguments: senses)
    func `what one place always answers keeps nobody from the rest of the disc`(sense: Sense) {
        var tally = OrderTally()
        for lba in 0..<16 {
            let setting = OrderSetting.always(sense, at: lba)
            if !setting.descriptors.contains(lba) {
                tally.run(OrderTrial(setting: setting, events: []))
            }
        }
        tally.report(.always(sense, at: 0), "\(sense)")
    }

    @Test func `a limit of time is kept whatever the drive does`() {
        var tally = OrderTally()
        let steps = tally.run(OrderTrial(setting: .shortOfTime, events: [])).steps
        for event in OrderEvent.allCases {
            for step in 1...steps {
                let events = [PlacedEvent(event, at: step)]
                tally.run(OrderTrial(setting: .shortOfTime, events: events))
            }
        }
        tally.report(.shortOfTime, "\(steps) steps")
    }
}
