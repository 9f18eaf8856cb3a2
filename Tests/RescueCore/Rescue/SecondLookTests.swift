import Testing

@testable import RescueCore

@Suite struct SecondLookTests {
    @Test(arguments: [(1, 1), (8, 2), (1_000, 6)])
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
        habit.noteVainProbe(isRead: true)
        #expect(SecondLook(at: 8, habit: habit).isOver)
        #expect(!SecondLook(at: 16, habit: habit).isOver)
    }

    @Test(arguments: [(1, 4), (16, 8), (32, 16)])
    func `a block that could be read pays for as many failures as it is worth`(
        block: Int, failures: Int
    ) {
        var look = SecondLook(at: 1, habit: BlockHabit(block: block))
        look.failed()
        #expect(look.isOver)
        look.succeeded()
        for _ in 0..<failures {
            #expect(!look.isOver)
            look.failed()
        }
        #expect(look.isOver)
    }

    @Test func `early successes pay for what two are worth at most`() {
        var look = SecondLook(at: 1, habit: BlockHabit(block: 16))
        for _ in 0..<100 { look.succeeded() }
        for _ in 0..<16 { look.failed() }
        #expect(look.isOver)
    }
}
