import DiscIO
import RescueCore
import Testing

@Suite struct SenseDataTests {
    private func fixed(_ first: UInt8, key: UInt8 = 3, information: [UInt8] = [0, 0, 0x13, 0x88])
        -> [UInt8]
    {
        [first, 0, 0xE0 | key] + information + [10, 0, 0, 0, 0, 0x11, 0x05, 0, 0, 0, 0]
    }

    @Test func `fixed format gives key, codes, and INFORMATION where it is valid`() {
        #expect(
            SenseData(fixed(0xF0))?.sense
                == Sense(key: 3, asc: 0x11, ascq: 5, information: 5000))
        #expect(SenseData(fixed(0x70))?.sense == Sense(key: 3, asc: 0x11, ascq: 5))
    }

    @Test(arguments: [(0x70, false), (0xF1, true), (0x72, false), (0x73, true)] as [(UInt8, Bool)])
    func `a deferred error is told from one of the command`(first: UInt8, isDeferred: Bool) {
        #expect(SenseData(fixed(first))?.isDeferred == isDeferred)
    }

    @Test func `descriptor format gives key, codes and its information descriptor`() {
        let head: [UInt8] = [0x72, 0x03, 0x11, 0x05, 0, 0, 0, 20]
        let other: [UInt8] = [0x02, 0x06, 0, 0, 0, 0, 0, 0]
        let information: [UInt8] = [0x00, 0x0A, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x13, 0x88]
        #expect(SenseData(head + other + information)?.sense.information == 5000)
        #expect(SenseData(head)?.sense == Sense(key: 3, asc: 0x11, ascq: 5))
        var invalid = information
        invalid[2] = 0
        #expect(SenseData(head + invalid)?.sense.information == nil)
        var large = information
        large[4] = 1
        #expect(SenseData(head + large)?.sense.information == nil)
    }

    @Test func `sense that ends early tells what it has`() {
        #expect(
            SenseData(Array(fixed(0xF0).prefix(13)))?.sense
                == Sense(key: 3, asc: 0x11, ascq: 0, information: 5000))
        #expect(
            SenseData(Array(fixed(0xF0).prefix(8)))?.sense
                == Sense(key: 3, asc: 0, ascq: 0, information: 5000))
    }

    @Test func `bytes that are no sense data are none`() {
        for bytes: [UInt8] in [
            [], [0x70], [0x72, 3], [UInt8](repeating: 0, count: 18), fixed(0x7F),
        ] {
            #expect(SenseData(bytes) == nil)
        }
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `no bytes at all make the parser trap`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let count = Int.random(in: 0...64, using: &random)
        var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        if count > 0 { bytes[0] = [0x70, 0xF0, 0x72, 0x73].randomElement(using: &random) ?? 0 }
        #expect((SenseData(bytes)?.sense.key ?? 0) < 16)
    }
}
