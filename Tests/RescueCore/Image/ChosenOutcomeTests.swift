import RescueCore
import Testing

@Suite struct ChosenOutcomeTests {
    private func outcome(
        of paths: String..., missing: [SectorRange] = [], isOnly: Bool = false
    ) throws -> ChosenOutcome {
        let choice = RescueChoice(paths: paths, isOnly: isOnly)
        return try #require(ChosenOutcome(of: choice, in: SmallImage.analysis(missing: missing)))
    }

    @Test func `where nothing was chosen there is nothing to tell`() {
        let choice = RescueChoice(paths: [])
        #expect(ChosenOutcome(of: choice, in: SmallImage.analysis()) == nil)
    }

    @Test func `chosen files are counted, and the damaged ones told`() throws {
        let outcome = try outcome(
            of: "/ONE", "/SUB", missing: [SectorRange(32, 33), SectorRange(40, 41)], isOnly: true)
        #expect(outcome.fileCount == 2 && outcome.completeCount == 1 && outcome.isOnly)
        #expect(outcome.damaged.map(\.entry.pathText) == ["/ONE"])
        #expect(outcome.damaged.map(\.condition.badBytes) == [5000 - 4096])
        #expect(outcome.unmatched == [] && outcome.directories == [])
        #expect(!outcome.isPartlyUnknown)
    }

    @Test func `a path that leads to nothing is told`() throws {
        let outcome = try outcome(of: "/ONE", "/NONE")
        #expect(outcome.unmatched == ["/NONE"])
        #expect(outcome.fileCount == 1 && outcome.completeCount == 1)
        // All names are known.
        #expect(!outcome.isPartlyUnknown)
    }

    @Test func `a damaged directory may have had what a path leads to`() throws {
        let missing = [SectorRange(21, 22)]
        let outcome = try outcome(of: "/SUB/THREE", missing: missing)
        #expect(outcome.unmatched == ["/SUB/THREE"] && outcome.isPartlyUnknown)
        #expect(outcome.directories.map { outcome.analysis.entry(of: $0).pathText } == ["/SUB"])
        let whole = try self.outcome(of: "/SUB", missing: missing)
        #expect(whole.unmatched == [] && whole.isPartlyUnknown)
        let elsewhere = try self.outcome(of: "/ONE", missing: missing)
        #expect(elsewhere.completeCount == 1 && !elsewhere.isPartlyUnknown)
    }
}
