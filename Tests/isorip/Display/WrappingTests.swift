import Testing

@testable import isorip

@Suite struct WrappingTests {
    @Test(arguments: [
        ("", [""]), ("short", ["short"]), ("one two three", ["one two", "three"]),
        ("one two", ["one two"]), ("one two ", ["one two "]),
        ("one twothree", ["one", "twothree"]), ("abcdefghijkl", ["abcdefgh", "ijkl"]),
        ("ab cdefghijklm", ["ab", "cdefghij", "klm"]), ("漢字かな文", ["漢字かな", "文"]),
        ("e\u{301}e\u{301}e\u{301}e\u{301} four", ["e\u{301}e\u{301}e\u{301}e\u{301}", "four"]),
    ])
    func `text is broken between words`(text: String, lines: [String]) {
        #expect(text.wrapped(to: 8) == lines)
    }

    @Test(arguments: 0..<20)
    func `no line is too wide, and no character is lost`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let characters = ["a", "b", " ", " ", "漢", "🎵", "é", "👨\u{200D}👩\u{200D}👧", "ש"]
        let text = (0..<200).map { _ in characters.randomElement(using: &random) ?? "" }.joined()
        let lines = text.wrapped(to: 24)
        #expect(lines.allSatisfy { $0.columns <= 24 })
        let isComplete =
            lines.joined().filter { $0 != " " } == text.filter { $0 != " " }
        #expect(isComplete)
    }

    @Test func `rows have their names in front and keep commands whole`() {
        let terminal = Terminal(columns: 40, hasColor: false, hasUnicode: false)
        let long = "a text that is longer than this terminal is wide"
        var rows = TextRows(on: terminal)
        rows.add("Notes", [long])
        rows.add("Mount", [long], areWhole: true)
        rows.add("None", [])
        #expect(
            rows.lines == [
                "Notes       a text that is longer than",
                "            this terminal is wide", "Mount       \(long)",
            ])
        var plain = TextRows(on: nil)
        plain.add("Notes", [long, "and a\u{1B}[m second"])
        #expect(plain.lines == ["Notes       \(long)", "            and a?[m second"])
    }

    @Test(arguments: [
        ("a\u{1B}[0m\r\n\u{7F}\u{9B}", "a?[0m????"), ("x\u{202E}y\u{2066}z\u{200F}", "x?y?z?"),
        ("l\u{2028}p\u{2029}", "l?p?"),
        ("👨\u{200D}👩 می\u{200C}خواهم", "👨\u{200D}👩 می\u{200C}خواهم"),
    ])
    func `what steers a terminal is not printed`(text: String, printed: String) {
        #expect(text.printable.unicodeScalars.elementsEqual(printed.unicodeScalars))
    }
}
