import Testing

@testable import isorip

@Suite struct HTMLTests {
    @Test func `what is interpolated is escaped, and what is written is markup`() {
        let name = "<b>\"A\" & 'B'</b>\u{202E}\u{0}"
        let piece: HTML = "<i title=\"\(name)\">\(name)</i>"
        let escaped = "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;??"
        #expect(piece.text == "<i title=\"\(escaped)\">\(escaped)</i>")
    }

    @Test func `pieces go into others as they are`() {
        let items: [HTML] = ["a<", "b"].map { "<li>\($0)</li>" }
        let list: HTML = "<ul>\(items)</ul>"
        #expect(list.text == "<ul><li>a&lt;</li>\n<li>b</li></ul>")
        #expect(HTML.joining([]).text.isEmpty)
    }

    @Test(arguments: [
        (0.0, 2, "0"), (1.5, 2, "1.5"), (-0.004, 2, "0"), (-1.25, 2, "-1.25"), (2.996, 2, "3"),
        (10.04, 1, "10"), (100, 1, "100"), (0.05, 2, "0.05"),
    ])
    func `a number has no more decimals than it needs`(
        number: Double, decimals: Int, text: String
    ) {
        #expect(number.text(decimals: decimals) == text)
    }

    @Test func `JSON in a page holds nothing that a browser could take for markup`() {
        let names = ["</script>", "<!--", "a&b", "\u{2028}\u{2029}\u{2027}", "日本", "\"\\\u{1}"]
        let text = InlineJSON.of(names).text
        #expect(
            text == #"""
                ["\u003C/script\u003E","\u003C!--","a\u0026b","\u2028\u2029‧","日本","\"\\\u0001"]
                """#)
    }

    @Test(arguments: [(0.0, 0.0), (1, 1), (1.1, 1.2), (7, 8), (8.1, 10), (21_500_000, 24_000_000)])
    func `an axis ends at a round number`(value: Double, end: Double) {
        #expect(abs(SpeedChart.roundedUp(value) - end) <= end * 1e-12)
    }
}
