import RescueCore
import Testing

/// Headers of zisofs that say what cannot be.
@Suite struct ZisofsHeaderTests {
    private static let magic: [UInt8] = [0x37, 0xE4, 0x53, 0x96, 0xC9, 0xDB, 0xD6, 0x07]
    private static let second: [UInt8] = [0xEF, 0x22, 0x55, 0xA1, 0xBC, 0x1B, 0x95, 0xA0]

    private func header(_ size: Int, words: UInt8 = 4, shift: UInt8 = 15) -> [UInt8] {
        Self.magic + ISOBuilder.little32(size) + [words, shift, 0, 0]
    }

    @Test func `blocks are found by their pointers`() throws {
        let zisofs = try #require(Zisofs(header(70_000), storedSize: 1000))
        #expect(zisofs.size == 70_000 && zisofs.blockSize == 32_768 && zisofs.blockCount == 3)
        #expect(zisofs.byteCount(ofBlock: 2) == 70_000 - 65_536)
        #expect(zisofs.pointers(ofBlock: 1) == 20..<28)
        let pointers = ISOBuilder.little32(32) + ISOBuilder.little32(700)
        #expect(zisofs.place(pointers: pointers, storedSize: 1000) == 32..<700)
    }

    @Test func `what does not fit into the file is no header`() {
        #expect(Zisofs(header(70_000), storedSize: 31) == nil)
        #expect(Zisofs(header(70_000), storedSize: 32) != nil)
        #expect(Zisofs(header(70_000, words: 3), storedSize: 1000) == nil)
        for shift in [0, 11, 21, 63, 64, 255] as [UInt8] {
            #expect(Zisofs(header(70_000, shift: shift), storedSize: 1000) == nil)
        }
        let huge = Self.second + [0, 6, 1, 17] + [UInt8](repeating: 0xFF, count: 8)
        #expect(Zisofs(huge, storedSize: .max) == nil)
        let other = Self.second + [0, 6, 2, 17, 1, 0, 0, 0, 0, 0, 0, 0]
        #expect(Zisofs(other, storedSize: 1000) == nil)
        #expect(Zisofs([], storedSize: 0) == nil)
    }

    @Test func `pointers that lead back, out of the file or to too much lead nowhere`() throws {
        let zisofs = try #require(Zisofs(header(70_000), storedSize: 1 << 20))
        let cases = [(700, 32), (32, 2 << 20), (0xFFFF_FFFF, 0xFFFF_FFFF), (0, 65_537)]
        for (start, end) in cases {
            let pointers = ISOBuilder.little32(start) + ISOBuilder.little32(end)
            #expect(zisofs.place(pointers: pointers, storedSize: 1 << 20) == nil)
        }
    }
}
