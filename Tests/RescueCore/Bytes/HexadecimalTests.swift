import RescueCore
import Testing

@Suite struct HexadecimalTests {
    @Test func `bytes become two digits each`() {
        #expect(Hexadecimal.text(of: [0x00, 0x0A, 0x9F, 0xFF]) == "000a9fff")
        #expect(Hexadecimal.text(of: [0x00, 0x0A, 0x9F], isUppercase: true) == "000A9F")
    }

    @Test func `digits of either case are read, and nothing else is`() {
        for byte in UInt8.min...UInt8.max {
            let expected = UInt8(String(decoding: [byte], as: UTF8.self), radix: 16)
            #expect(Hexadecimal.value(of: byte) == expected)
        }
        #expect((0..<16).allSatisfy { Hexadecimal.value(of: Hexadecimal.digit($0)) == $0 })
    }
}
