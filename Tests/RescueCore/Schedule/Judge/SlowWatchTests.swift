import Testing

@testable import RescueCore

@Suite struct SlowWatchTests {
    /// A watch that saw a stream of chunks of 7 ms each; the next one begins at the result.
    private func streaming() -> (SlowWatch, LBA) {
        var watch = SlowWatch(commandSectors: 32)
        for index in 0..<100 {
            _ = watch.isSlow(SectorRange(start: index * 32, count: 32), took: .milliseconds(7))
        }
        return (watch, 3_200)
    }

    @Test(arguments: [(7, false), (150, false), (400, true)])
    func `a read that takes many times as long as others is slow`(milliseconds: Int, isSlow: Bool) {
        var (watch, next) = streaming()
        let range = SectorRange(start: next, count: 32)
        let verdict = watch.isSlow(range, took: .milliseconds(milliseconds))
        #expect(verdict == isSlow)
    }

    @Test func `a seek is no slow read`() {
        var (watch, _) = streaming()
        let seek = watch.isSlow(SectorRange(start: 90_000, count: 32), took: .milliseconds(400))
        let slow = watch.isSlow(SectorRange(start: 50_000, count: 32), took: .seconds(1))
        #expect(!seek && slow)
    }

    @Test func `what is fast is not slow, however fast the rest is`() {
        var watch = SlowWatch(commandSectors: 32)
        for index in 0..<100 {
            _ = watch.isSlow(SectorRange(start: index * 32, count: 32), took: .microseconds(5))
        }
        let verdict = watch.isSlow(SectorRange(start: 3_200, count: 32), took: .milliseconds(50))
        #expect(!verdict)
    }

    @Test func `a drive that slows down for good is not slow for ever`() {
        var (watch, next) = streaming()
        var slow = 0
        for index in 0..<1_000 {
            let range = SectorRange(start: next + index * 32, count: 32)
            slow += watch.isSlow(range, took: .milliseconds(300)) ? 1 : 0
        }
        #expect((1..<100).contains(slow))
    }
}
