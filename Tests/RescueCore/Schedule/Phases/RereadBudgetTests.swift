import Testing

@testable import RescueCore

@Suite struct RereadBudgetTests {
    @Test(arguments: [(1, 1), (8, 2), (1_000, 6)])
    func `a few sectors of a CD are read again`(sectors: Int, looks: Int) {
        var look = RereadBudget(at: sectors, yield: BlockYield(block: 1))
        for _ in 0..<looks {
            #expect(!look.isOver)
            look.failed()
        }
        #expect(look.isOver)
    }

    @Test func `what a probe has read again already is not read again`() {
        var yield = BlockYield(block: 16)
        yield.noteVainProbe(isRead: true)
        yield.noteVainProbe(isRead: true)
        #expect(RereadBudget(at: 8, yield: yield).isOver)
        #expect(!RereadBudget(at: 16, yield: yield).isOver)
    }

    @Test(arguments: [(1, 4), (16, 8), (32, 16)])
    func `a block that could be read pays for as many failures as it is worth`(
        block: Int, failures: Int
    ) {
        var look = RereadBudget(at: 1, yield: BlockYield(block: block))
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
        var look = RereadBudget(at: 1, yield: BlockYield(block: 16))
        for _ in 0..<100 { look.succeeded() }
        for _ in 0..<16 { look.failed() }
        #expect(look.isOver)
    }
}
