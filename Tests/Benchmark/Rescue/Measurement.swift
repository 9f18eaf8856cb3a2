import DiscSimulation
package import RescueCore

/// One disc of the benchmark, and what came of it.
package struct Measurement {
    package var damageCase: DamageCase
    package var facts: DiscFacts
    /// The seconds the same disc takes without its damage.
    package var cleanSeconds: Double
    package var outcome: Outcome

    package init(
        _ damageCase: DamageCase, facts: DiscFacts, cleanSeconds: Double, outcome: Outcome
    ) {
        self.damageCase = damageCase
        self.facts = facts
        self.cleanSeconds = cleanSeconds
        self.outcome = outcome
    }

    /// Rips a disc in virtual time.
    package init(of damageCase: DamageCase, by rip: VirtualRip) throws(ReadFault) {
        let script = damageCase.script
        var clean = script
        clean.rules = []
        clean.drive.decline = nil
        let facts = DiscFacts(of: script)
        let count = damageCase.sectorCount
        self.init(
            damageCase, facts: facts,
            cleanSeconds: try rip.outcome(of: clean, readable: count).seconds,
            outcome: try rip.outcome(of: script, readable: facts.readable))
    }
}

extension Measurement {
    /// How many reads failed for each piece of the disc that cannot be read; nil: there is none.
    package var failuresPerUnit: Double? {
        facts.badUnits == 0 ? nil : Double(outcome.failedReads) / Double(facts.badUnits)
    }

    /// When 90 % of the readable sectors should be there: after a clean read and a tenth, and one
    /// failing read for each chunk of 64 KiB that holds damage.
    package var limitOf90: Double {
        1.1 * cleanSeconds + Double(facts.badChunks) * facts.failingRead
    }

    /// The least time in which a disc can be read to its end: a clean read, and one failing read for
    /// each piece that cannot be read.
    package var leastSeconds: Double {
        cleanSeconds + Double(facts.badUnits) * facts.failingRead
    }
}
