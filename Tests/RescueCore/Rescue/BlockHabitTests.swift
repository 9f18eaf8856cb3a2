import Testing

@testable import RescueCore

@Suite struct BlockHabitTests {
    @Test func `a CD has nothing to be found out`() {
        let habit = BlockHabit(block: 1)
        #expect(habit.probesLeft(badBlocks: 99) == 0 && habit.unit == 1 && !habit.isHint(5))
    }

    @Test func `two blocks that give a part convince, one and a flaky one do not`() {
        var habit = BlockHabit(block: 16)
        habit.notePartialBlock()
        #expect(habit.unit == 16)
        habit.noteFlakyBlock()
        habit.notePartialBlock()
        #expect(habit.unit == 16)
        habit.notePartialBlock()
        #expect(habit.unit == 1)
    }

    @Test(arguments: [(0, 4), (64, 4), (160, 10)])
    func `one of sixteen bad blocks is probed, and four on any disc`(badBlocks: Int, probes: Int) {
        var habit = BlockHabit(block: 32)
        #expect(habit.probesLeft(badBlocks: badBlocks) == probes)
        habit.noteVainProbe(isRead: true)
        #expect(habit.probesLeft(badBlocks: badBlocks) == probes - 1)
    }

    @Test func `a hint that proves true is enough, two vain ones end the hints`() {
        var habit = BlockHabit(block: 32)
        #expect(habit.isHint(33) && !habit.isHint(64))
        habit.noteHint(isTrue: false)
        habit.noteHint(isTrue: false)
        #expect(!habit.isHint(33) && habit.unit == 32)
        var other = BlockHabit(block: 32)
        other.noteHint(isTrue: true)
        #expect(other.unit == 1)
    }

    @Test(arguments: [(1, true), (4, true), (5, false)])
    func `one block is believed where little can be lost`(badBlocks: Int, isBelieved: Bool) {
        var habit = BlockHabit(block: 16)
        habit.notePartialBlock()
        habit.conclude(badBlocks: badBlocks)
        #expect(habit.givesGoodSectors == isBelieved)
        #expect(habit.probesLeft(badBlocks: badBlocks) == 0)
    }
}
