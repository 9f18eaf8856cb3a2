import DiscIO
import RescueCore
import Testing

@Suite struct TransferBufferTests {
    @Test func `a poisoned buffer was not transferred`() {
        var buffer = TransferBuffer(sectors: 4)
        buffer.poison(byteCount: 4 * Sector.size)
        let isTransferred = [1, 4].map { buffer.isTransferred(sectors: $0) }
        #expect(isTransferred == [false, false])
    }

    @Test func `a transfer that ends within a sector is noticed at every byte but the last eight`()
    {
        var buffer = TransferBuffer(sectors: 2)
        for count in stride(from: 0, through: 2 * Sector.size - 8, by: 97) {
            buffer.poison(byteCount: 2 * Sector.size)
            buffer.store([UInt8](repeating: 0, count: count))
            let isTransferred = buffer.isTransferred(sectors: 2)
            #expect(!isTransferred, "\(count) bytes")
        }
        buffer.store([UInt8](repeating: 0, count: 2 * Sector.size))
        let isTransferred = buffer.isTransferred(sectors: 2)
        #expect(isTransferred)
    }

    @Test func `the sentinel is another one every time`() {
        var buffer = TransferBuffer(sectors: 1)
        let words = (0..<50).map { _ in
            buffer.poison(byteCount: Sector.size)
            return buffer.bytes(Sector.size)
        }
        #expect(Set(words).count == 50)
        #expect(words.allSatisfy { Array($0.prefix(8)) == Array($0.suffix(8)) })
    }

    @Test func `bytes are copied to their place and nowhere else`() {
        var buffer = TransferBuffer(sectors: 1)
        buffer.store([1, 2, 3, 4])
        var target = [UInt8](repeating: 0, count: 8)
        var span = target.mutableSpan
        buffer.copy(byteCount: 3, into: &span, at: 4)
        #expect(target == [0, 0, 0, 0, 1, 2, 3, 0])
    }
}
