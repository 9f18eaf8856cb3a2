import Testing

@testable import RescueCore

@Suite struct NamePatternTests {
    @Test(arguments: [
        ("*.JPG", "A.JPG"), ("*.JPG", ".JPG"), ("IMG_????.*", "IMG_0001.JPG"), ("*", ""),
        ("*", "anything"), ("a*b*c", "aXbXbc"), ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("[^a]", "b"),
        ("[]x]", "]"), ("[a-]", "-"), ("[c-a]", "b"), ("?", "é"), ("[à-ü]*", "été"), ("\\*", "*"),
        ("a[b", "a[b"), ("a\\", "a\\"), ("**x", "x"),
    ])
    func `a pattern stands for a name`(pattern: String, name: String) {
        #expect(NamePattern(pattern[...]).matches(name.utf8))
    }

    @Test(arguments: [
        ("*.JPG", "A.jpg"), ("*.JPG", "A.JPGX"), ("?", ""), ("?", "ab"), ("[a-c]", "d"),
        ("[!a]", "a"), ("[!a]", ""), ("\\*", "x"), ("a", ""), ("", "a"), ("a*b", "a"),
    ])
    func `and not for others`(pattern: String, name: String) {
        #expect(!NamePattern(pattern[...]).matches(name.utf8))
    }

    @Test func `bytes that are no text are characters of their own`() {
        #expect(NamePattern("?x"[...]).matches([0xFF, 0x78]))
        #expect(NamePattern("??"[...]).matches([0xC3, 0xC3]))
        #expect(!NamePattern("ÿ"[...]).matches([0xFF]))
        #expect(NamePattern("[!a]"[...]).matches([0xFF]))
    }

    @Test func `a byte that is no text stands for itself`() {
        let pattern = NamePattern(String(lossless: [0xE9, 0x2A])[...])
        #expect(pattern.matches([0xE9, 0x74, 0xE9]))
        #expect(!pattern.matches([0xEA, 0x74]) && !pattern.matches("ét".utf8))
        // The private character whose scalar stands for the byte.
        #expect(!pattern.matches("\u{EFE9}t".utf8))
        #expect(NamePattern(String(lossless: "\u{EFE9}*".utf8)[...]).matches("\u{EFE9}t".utf8))
    }

    @Test(arguments: [("*", true), ("a?", true), ("[a]", true), ("[a", false), ("\\*", false)])
    func `wildcards are told from names`(pattern: String, hasWildcards: Bool) {
        #expect(NamePattern(pattern[...]).hasWildcards == hasWildcards)
    }

    @Test func `a pattern of many stars ends soon`() {
        let pattern = NamePattern((String(repeating: "*a", count: 100) + "b")[...])
        #expect(!pattern.matches([UInt8](repeating: 0x61, count: 10_000)))
    }
}
