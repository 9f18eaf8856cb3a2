import RescueCore
import Testing

struct LosslessBytesTests {
    @Test func keepsUTF8AsItIs() {
        for text in ["", "disc.iso", "Ünïcode", "日本語", "🦀", "a\u{0}b"] {
            #expect(String(lossless: text.utf8) == text)
            #expect(text.losslessBytes == Array(text.utf8))
        }
    }

    @Test func givesEveryTwoBytesBack() {
        var texts: Set<[Unicode.Scalar]> = []
        for number in 0..<65_536 {
            let bytes = [UInt8(number >> 8), UInt8(number & 255)]
            let text = String(lossless: bytes)
            texts.insert(Array(text.unicodeScalars))
            if text.losslessBytes != bytes { Issue.record("\(bytes) came back as another name") }
        }
        #expect(texts.count == 65_536)
    }

    @Test(arguments: UInt64(1)...3)
    func givesRandomBytesBack(seed: UInt64) {
        var random = TestRandom(seed: seed)
        for _ in 0..<5_000 {
            let length = Int.random(in: 0...12, using: &random)
            // Mostly bytes of several-byte sequences, and of the private scalars themselves.
            let pool: [UInt8] = [0xEE, 0xBE, 0x80, 0xBF, 0xED, 0xA0, 0xF0, 0x9F, 0xC3, 0xA9, 0x2F]
            let bytes = (0..<length).map { _ in
                Bool.random(using: &random)
                    ? pool.randomElement(using: &random)!
                    : UInt8.random(in: 0...255, using: &random)
            }
            if String(lossless: bytes).losslessBytes != bytes {
                Issue.record("\(bytes) came back as another name")
            }
        }
    }

    @Test func tellsPrivateScalarsFromTheBytesTheyStandFor() {
        let genuine = String(lossless: "\u{EF80}".utf8)
        #expect(genuine != String(lossless: [0x80]))
        #expect(genuine.losslessBytes == Array("\u{EF80}".utf8))
    }
}
