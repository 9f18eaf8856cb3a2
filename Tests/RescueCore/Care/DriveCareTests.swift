import Testing

@testable import RescueCore

@Suite struct DriveCareTests {
    @Test func `failures that come fast are followed by a rest, others are not`() {
        var care = DriveCare<Int>()
        for number in 1...16 {
            care.noteFailure(.mediumError, after: .milliseconds(500), remembering: 0)
            #expect(care.remedy == (number.isMultiple(of: 8) ? .rest : nil))
        }
        care = DriveCare()
        for _ in 1...16 {
            care.noteFailure(.mediumError, after: .seconds(4), remembering: 0)
            #expect(care.remedy == nil)
        }
    }

    @Test func `many failures in a row ask for a look at a good sector`() {
        var care = DriveCare<Int>()
        for number in 1...64 {
            care.noteFailure(.mediumError, after: .seconds(4), remembering: 0)
            #expect(care.remedy == (number.isMultiple(of: 32) ? .probe : nil))
        }
        care.noteGoodRead()
        #expect(care.remedy == nil && care.memory == nil)
    }

    @Test func `what was known before the failures is kept`() {
        var care = DriveCare<Int>()
        care.noteFailure(.mediumError, after: .seconds(4), remembering: 7)
        care.noteFailure(.mediumError, after: .seconds(4), remembering: 9)
        #expect(care.memory == 7)
    }

    @Test(arguments: [ReadFault.Kind.commandRejected, .hardwareError])
    func `a drive that refuses every command at once hangs, since the first of them`(
        kind: ReadFault.Kind
    ) {
        var care = DriveCare<Int>()
        for number in 1...10 {
            care.noteFailure(.mediumError, after: .seconds(4), remembering: number)
        }
        for number in 1...16 {
            #expect(care.remedy != .powerCycle)
            care.noteFailure(kind, after: .milliseconds(400), remembering: 100 + number)
        }
        #expect(care.remedy == .powerCycle)
        #expect(care.memory == 101)
    }

    @Test func `damage, slow failures and good reads are no sign of a drive that hangs`() {
        var care = DriveCare<Int>()
        for number in 1...60 {
            let kind = number.isMultiple(of: 15) ? ReadFault.Kind.mediumError : .hardwareError
            care.noteFailure(kind, after: .milliseconds(1), remembering: 0)
            #expect(care.remedy != .powerCycle)
        }
        care = DriveCare()
        for _ in 1...60 {
            care.noteFailure(.hardwareError, after: .milliseconds(500), remembering: 0)
            #expect(care.remedy != .powerCycle)
        }
        for number in 1...60 {
            if number.isMultiple(of: 15) { care.noteGoodRead() }
            care.noteFailure(.hardwareError, after: .milliseconds(1), remembering: 0)
            #expect(care.remedy != .powerCycle)
        }
    }
}
