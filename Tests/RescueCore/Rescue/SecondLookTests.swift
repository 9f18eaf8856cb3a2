import Testing

@testable import RescueCore

@Suite struct SecondLookTests {
    @Test(arguments: [(1, 1), (16, 2), (1_000, 4)])
    func `a few sectors of a CD are read again`(sectors: Int, looks: Int) {
        var look = SecondLook(at: sectors, habit: BlockHabit(block: 1))
        for _ in 0..<looks {
            #expect(!look.isOver)
            look.failed()
        }
        #expect(look.isOver)
    }

    @Test func `what a probe has read again already is not read again`() {
        var habit = BlockHabit(block: 16)
        habit.noteVainProbe(isRead: true)
        #expect(SecondLook(at: 8 * 16, habit: habit).isOver)
        #expect(!SecondLook(at: 40 * 16, habit: habit).isOver)
    }

    @Test func `each success pays for eight failures, and for another pass`() {
        var look = SecondLook(at: 1, habit: BlockHabit(block: 1))
        look.succeeded()
        for _ in 0..<8 { look.failed() }
        #expect(!look.isOver)
        let passes = [look.endPass(), look.endPass()]
        #expect(passes == [true, false])
        look.failed()
        #expect(look.isOver)
    }
}
