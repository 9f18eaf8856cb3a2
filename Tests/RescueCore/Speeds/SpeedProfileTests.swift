import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct SpeedProfileTests {
    @Test(arguments: [1, 31, 32, 1600, 16_384, 333_000, 2_295_104, 48_878_592])
    func `a disc of any size has at most 512 places, which cover it`(sectorCount: Int) {
        let profile = SpeedProfile(sectorCount: sectorCount)
        #expect((1...512).contains(profile.places.count))
        let last = profile.sectors(of: profile.places.count - 1)
        #expect(last.start < sectorCount && sectorCount <= last.end)
    }

    @Test func `a read is shared among the places that it touches`() {
        var profile = SpeedProfile(sectorCount: 51_200)
        #expect(profile.sectorsPerPlace == 100)
        profile.noteRead(SectorRange(90, 210), took: .milliseconds(12), at: .milliseconds(12))
        #expect(profile.places[0...3].map(\.sectors) == [10, 100, 10, 0])
        #expect(profile.places[0...3].map(\.microseconds) == [1000, 10_000, 1000, 0])
        #expect(profile.intervals.map(\.sectors) == [120])
        #expect(profile.places[1].sectorsPerSecond == 10_000)
        #expect(profile.places[3].sectorsPerSecond == nil)
    }

    @Test func `what lies behind the end is passed over`() {
        var profile = SpeedProfile(sectorCount: 40)
        profile.noteRead(SectorRange(60, 100), took: .seconds(1), at: .seconds(1))
        profile.noteError(at: 100, took: .seconds(1), at: .seconds(2))
        #expect(profile.places.map(\.sectors) == [0, 4])
        #expect(profile.places.map(\.errors) == [0, 0])
    }

    @Test func `a failing read counts where and when it failed`() {
        var profile = SpeedProfile(sectorCount: 51_200)
        profile.noteError(at: 250, took: .seconds(4), at: .seconds(5))
        profile.noteError(at: 299, took: .seconds(2), at: .seconds(7))
        #expect(profile.places[2].errors == 2)
        #expect(profile.places[2].errorMicroseconds == 6_000_000)
        #expect(profile.intervals.indices.filter { profile.intervals[$0].errors == 1 } == [40, 56])
    }

    @Test func `a run of hours has at most 512 intervals, and nothing is lost`() {
        var profile = SpeedProfile(sectorCount: 1_000_000)
        for second in 0..<36_000 {
            profile.noteRead(
                SectorRange(start: second * 20, count: 20), took: .milliseconds(900),
                at: .seconds(second))
        }
        #expect((256...512).contains(profile.intervals.count))
        #expect(profile.intervalMicroseconds == 128_000_000)
        #expect(profile.intervals.reduce(0) { $0 + $1.sectors } == 720_000)
        #expect(profile.intervals.dropLast().allSatisfy { $0.sectors == 128 * 20 })
        #expect(profile.places.reduce(0) { $0 + $1.sectors } == 720_000)
    }

    @Test func `another run goes on where the one before ended`() {
        var first = SpeedProfile(sectorCount: 1000)
        first.noteRead(SectorRange(0, 32), took: .milliseconds(10), at: .milliseconds(10))
        first.endRun(after: .seconds(2))
        var second = SpeedProfile(sectorCount: 1000, continuing: first)
        second.noteRead(SectorRange(32, 64), took: .milliseconds(10), at: .milliseconds(10))
        #expect(second.intervals.count == 17)
        #expect(second.intervals[16].sectors == 32)
        #expect(second.places[0...1].map(\.sectors) == [32, 32])
        let other = SpeedProfile(sectorCount: 2000, continuing: first)
        #expect(other == SpeedProfile(sectorCount: 2000))
    }

    @Test func `a place is slow if its neighbours are twice as fast`() {
        var profile = SpeedProfile(sectorCount: 51_200)
        for place in 0..<512 where place != 300 {
            // Twice as fast at the end as at the start, as a drive reads at constant rotation.
            let time = place == 200 ? 300_000 : 100_000 - place * 100
            profile.noteRead(
                profile.sectors(of: place), took: .microseconds(time), at: .seconds(place))
        }
        #expect(profile.slowPlaces == [200])
    }

    @Test func `a rip records where time went`() throws {
        let script = try FaultScript(parsing: "disc DVD-ROM\nsize 4000\nseed 3\ndead 2000 16\n")
        var rip = try SimulatedRip(script)
        _ = try rip.engine.run()
        let speeds = rip.engine.speeds
        let read = speeds.places.reduce(0) { $0 + $1.sectors }
        let rescued = rip.engine.progress.map.count(of: .rescued)
        #expect(read == rescued)
        let failed = speeds.places.indices.filter { speeds.places[$0].errors > 0 }
        #expect(failed == [2_000 / speeds.sectorsPerPlace])
        let errors = speeds.places.reduce(0) { $0 + $1.errors }
        #expect(errors == rip.engine.progress.readErrors)
        #expect(speeds.intervals.reduce(0) { $0 + $1.errors } == errors)
        let missing = rip.engine.progress.elapsed - .microseconds(speeds.microseconds)
        #expect(.zero <= missing && missing < .microseconds(1))
        let inner = try #require(speeds.places[0].sectorsPerSecond)
        let outer = try #require(speeds.places[speeds.places.count - 2].sectorsPerSecond)
        #expect(outer > inner, "the simulated drive turns at a constant rate")
    }
}
