import RescueCore
import Testing
import rescuebench

@Suite struct MeasurementTests {
    @Test func `a clean disc costs what a straight copy costs`() throws {
        let damageCase = DamageCase(.dvd, .clean, reportsLBA: true, seed: 1)
        let measurement = try Measurement(of: damageCase, by: VirtualRip())
        let outcome = measurement.outcome
        #expect(outcome.recovered == 20_480 && outcome.failedReads == 0)
        #expect(outcome.seconds == measurement.cleanSeconds)
        // 640 chunks; the disc is looked at before and after, each time with three
        // descriptors, and afterwards with nine sectors of the image as well.
        #expect(outcome.reads == 657)
        #expect(measurement.failuresPerUnit == nil)
    }

    @Test func `time is taken when a share of the readable sectors is there`() throws {
        let damageCase = DamageCase(.dvd, .deadArea, reportsLBA: true, seed: 1)
        let measurement = try Measurement(of: damageCase, by: VirtualRip())
        let outcome = measurement.outcome
        let times = Outcome.marks.compactMap { outcome.reached[$0] }
        #expect(times.count == 3 && times == times.sorted())
        #expect(outcome.recovered == measurement.facts.readable)
        #expect(outcome.seconds >= times[2])
        #expect(try Measurement(of: damageCase, by: VirtualRip()).outcome == outcome)
    }

    @Test func `numbers are what is asked of them`() {
        let damageCase = DamageCase(.cd, .arcs, reportsLBA: true, seed: 1)
        var facts = DiscFacts(of: damageCase.script)
        facts.badUnits = 4
        facts.badChunks = 3
        facts.failingRead = 2
        let outcome = Outcome(seconds: 1, reads: 9, failedReads: 6, recovered: 1, reached: [:])
        let measurement = Measurement(
            damageCase, facts: facts, cleanSeconds: 10, outcome: outcome)
        #expect(measurement.failuresPerUnit == 1.5)
        #expect(abs(measurement.limitOf90 - 17) < 1e-9)
        #expect(measurement.leastSeconds == 18)
    }
}
