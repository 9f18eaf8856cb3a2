import Foundation
import RescueCore
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
        #expect(
            plain.lines.map(\.codes) == ["Notes       \(long)", "            and a?[m second"])
    }

    @Test(arguments: [
        ("a\u{1B}[0m\r\n\u{7F}\u{9B}", "a?[0m????"), ("x\u{202E}y\u{2066}z\u{200F}", "x?y?z?"),
        ("l\u{2028}p\u{2029}", "l?p?"),
        ("👨\u{200D}👩 می\u{200C}خواهم", "👨\u{200D}👩 می\u{200C}خواهم"),
    ])
    func `what steers a terminal is not printed`(text: String, printed: String) {
        #expect(text.printable.unicodeScalars.elementsEqual(printed.unicodeScalars))
        #expect(text.printable.printable == text.printable)
    }

    @Test func `a colour is no part of the words, and what is in them is none`() {
        let line: StyledText = "a\u{1B}[31m" + Style(hasColor: true).paint("b\u{9B}0m", .red)
        #expect(line.codes == "a?[31m\u{1B}[31mb?0m\u{1B}[0m")
        #expect(Style(hasColor: false).paint("b", .red).codes == "b")
    }

    @Test func `a byte that is no UTF-8 is shown by its number, and JSON keeps it`() throws {
        let name = String(lossless: [0x61, 0xE9, 0x1B, 0xC2, 0x9B, 0xFF])
        #expect(name.printable == "a\\xE9??\\xFF")
        #expect(name.asArgument == "$'a\\351\\033\\302\\233\\377'")
        let json = JSONText.of([name + "\u{202E}\u{E0001}"])
        #expect(json.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 })
        let back = try JSONDecoder().decode([String].self, from: Data(json.utf8))
        #expect(back == [name + "\u{202E}\u{E0001}"])
    }
}
