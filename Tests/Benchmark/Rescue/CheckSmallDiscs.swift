import ArgumentParser

/// Rescues every small disc there is.
struct CheckSmallDiscs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "small-discs",
        abstract: "Rescue all patterns of damage on a small disc, in drives of all kinds.")

    @Option(help: "So many sectors, 24 at most.")
    var sectors = 16

    func validate() throws {
        guard 8...24 ~= sectors else { throw ValidationError("8 to 24 sectors can be checked") }
    }

    func run() async throws {
        var flawCount = 0
        for drive in DriveManner.all {
            let discs = SmallDiscs(sectorCount: sectors, drive: drive)
            let flaws = await flaws(of: discs)
            print("\(drive): \(discs.patterns.count) patterns, \(flaws.count) flaws")
            for (pattern, flaw) in flaws.prefix(5) {
                print("  bad sectors \(String(pattern, radix: 2)): \(flaw)")
            }
            flawCount += flaws.count
        }
        guard flawCount == 0 else { throw ExitCode.failure }
    }

    /// Checks slices of the patterns side by side.
    private func flaws(of discs: SmallDiscs) async -> [(pattern: UInt32, flaw: SmallDiscs.Flaw)] {
        let slice = discs.patterns.count / 256
        return await withTaskGroup(of: [(pattern: UInt32, flaw: SmallDiscs.Flaw)].self) { group in
            for start in stride(from: 0, to: discs.patterns.count, by: slice) {
                group.addTask { discs.flaws(in: UInt32(start)..<UInt32(start + slice)) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }
}
