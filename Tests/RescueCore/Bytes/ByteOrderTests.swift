import RescueCore
import Testing

@Suite struct ByteOrderTests {
    @Test func `the most significant byte comes first`() {
        #expect(UInt32(0x0102_0304).bigEndianBytes == [1, 2, 3, 4])
        #expect(UInt8(7).bigEndianBytes == [7])
        #expect(Int(bigEndianBytes: [1, 2, 3]) == 0x01_0203)
        #expect(UInt16(bigEndianBytes: UInt16.max.bigEndianBytes) == .max)
    }

    @Test func `a number that does not end within the bytes is none`() {
        let bytes: [UInt8] = [0, 1, 2]
        #expect(bytes.number(at: 1, as: UInt16.self) == 0x0102)
        #expect(bytes.number(at: 2, as: UInt16.self) == nil)
        #expect(bytes.number(at: -1, as: UInt8.self) == nil)
    }
}
