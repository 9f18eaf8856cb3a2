import Testing
import rescuebench

@Suite struct TextTableTests {
    @Test func `columns are as wide as their words, numbers are flushed right`() {
        var table = TextTable(["disc", "s"])
        table.rows = [["CD", "1234"], ["Blu-ray", "7"]]
        #expect(table.text == "disc        s\nCD       1234\nBlu-ray     7")
        #expect(
            table.markdown == """
                | disc    |    s |
                | ------- | ---: |
                | CD      | 1234 |
                | Blu-ray |    7 |
                """)
    }

    @Test func `numbers are rounded to their digits`() {
        #expect(
            [0.0, 1.005, -2.345, 12, 0.999].map { $0.fixed(2) }
                == ["0.00", "1.00", "-2.35", "12.00", "1.00"])
        #expect(1234.5.fixed(0) == "1235")
        #expect((-0.001).fixed(1) == "0.0")
        #expect(Double?.none.fixed(1) == "-")
    }
}
