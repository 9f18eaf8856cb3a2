import Testing

@testable import RescueCore

@Suite struct BlockYieldTests {
    @Test func `a CD has nothing to be found out`() {
        let yield = BlockYield(block: 1)
        #expect(yield.probesLeft(badBlocks: 99) == 0 && yield.unit == 1 && !yield.isHint(5))
    }

    @Test func `two blocks that give a part convince, one and a flaky one do not`() {
        var yield = BlockYield(block: 16)
        yield.notePartialBlock()
        #expect(yield.unit == 16)
        yield.noteFlakyBlock()
        yield.notePartialBlock()
        #expect(yield.unit == 16)
        yield.notePartialBlock()
        #expect(yield.unit == 1)
    }

    @Test(arguments: [(0, 4), (64, 4), (160, 10)])
    func `one of sixteen bad blocks is probed, and four on any disc`(badBlocks: Int, probes: Int) {
        var yield = BlockYield(block: 32)
        #expect(yield.probesLeft(badBlocks: badBlocks) == probes)
        yield.noteVainProbe(isRead: true)
        #expect(yield.probesLeft(badBlocks: badBlocks) == probes - 1)
    }

    @Test func `a hint that proves true is enough, two vain ones end the hints`() {
        var yield = BlockYield(block: 32)
        #expect(yield.isHint(33) && !yield.isHint(64))
        yield.noteHint(isTrue: false)
        yield.noteHint(isTrue: false)
        #expect(!yield.isHint(33) && yield.unit == 32)
        var other = BlockYield(block: 32)
        other.noteHint(isTrue: true)
        #expect(other.unit == 1)
    }

    @Test(arguments: [(1, true), (4, true), (5, false)])
    func `one block is believed where little can be lost`(badBlocks: Int, isBelieved: Bool) {
        var yield = BlockYield(block: 16)
        yield.notePartialBlock()
        yield.conclude(badBlocks: badBlocks)
        #expect(yield.givesGoodSectors == isBelieved)
        #expect(yield.probesLeft(badBlocks: badBlocks) == 0)
    }
}
