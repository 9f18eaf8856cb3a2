import Testing

@testable import RescueCore

@Suite struct CheckpointRhythmTests {
    private func rhythm() -> CheckpointRhythm {
        var rhythm = CheckpointRhythm(every: .seconds(30))
        rhythm.begin(at: .seconds(100))
        return rhythm
    }

    @Test func `a checkpoint is due after the interval`() {
        let rhythm = rhythm()
        #expect(!rhythm.isDue(at: .seconds(129)))
        #expect(rhythm.isDue(at: .seconds(130)))
    }

    @Test func `a look at the disc takes no more than a twentieth of the time`() {
        var rhythm = rhythm()
        rhythm.noteCheckpoint(from: .seconds(130), to: .seconds(140))
        #expect(!rhythm.isDue(at: .seconds(339)))
        #expect(rhythm.isDue(at: .seconds(340)))
        #expect(!rhythm.isCheap(at: .seconds(189)))
        #expect(rhythm.isCheap(at: .seconds(190)))
    }

    @Test func `after a setback the next checkpoints come soon, then ever later`() {
        var rhythm = rhythm()
        rhythm.noteSetback(at: .seconds(110))
        #expect(rhythm.isDue(at: .seconds(111)))
        var now = Duration.seconds(111)
        for interval in [2, 4, 8, 16, 30, 30] {
            rhythm.noteRecorded()
            rhythm.noteCheckpoint(from: now, to: now)
            #expect(!rhythm.isDue(at: now + .seconds(interval) - .milliseconds(1)))
            now += .seconds(interval)
            #expect(rhythm.isDue(at: now))
        }
    }

    @Test func `only setbacks in a row make a run hopeless`() {
        var rhythm = rhythm()
        for _ in 0..<32 { rhythm.noteSetback(at: .seconds(110)) }
        #expect(!rhythm.isHopeless)
        rhythm.noteRecorded()
        rhythm.noteSetback(at: .seconds(110))
        #expect(!rhythm.isHopeless)
        for _ in 0..<32 { rhythm.noteSetback(at: .seconds(110)) }
        #expect(rhythm.isHopeless)
        #expect(rhythm.setbacks == 65)
    }
}
