import Testing

@testable import isorip

@Suite struct TimeSpanTests {
    @Test(arguments: [
        ("90", 90), ("90s", 90), ("30m", 1800), ("2h", 7200), ("1h30m", 5400), ("1h2m3", 3723),
        ("1s1s", 2), ("0h1s", 1), ("999999999s", 999_999_999),
    ])
    func `a time is read as people type it`(text: String, seconds: Int) {
        #expect(TimeSpan(argument: text)?.duration == .seconds(seconds))
    }

    @Test(arguments: [
        "", "0", "0s", "h", "1x", "1H", "-5", "1.5h", " 5", "5 s", "1h30m!", "٣", "9999999999s",
        "s5",
    ])
    func `what is no time, or none at all, is refused`(text: String) {
        #expect(TimeSpan(argument: text) == nil)
    }

    @Test func `it is told in seconds`() {
        #expect(TimeSpan(argument: "1h30m")?.description == "5400s")
    }
}
