import ArgumentParser
import RescueCore

/// The damage benchmark: makes its discs, and rips them in virtual time.
@main
struct RescueBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescuebench",
        abstract: "Rip the damaged discs of the benchmark in virtual time.",
        subcommands: [Run.self, Cases.self], defaultSubcommand: Run.self)
}

/// Which discs.
struct CaseOptions: ParsableArguments {
    @Option(help: "So many discs of each kind.")
    var seeds = 3

    @Option(help: "Only discs with this in their names, for example dvd-arcs.")
    var only = ""

    var cases: [DamageCase] {
        DamageCase.all(seeds: seeds).filter { only.isEmpty || $0.name.contains(only) }
    }
}

/// Rips the discs and prints what that cost.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rip the discs with isorip's schedule, and print what that cost.")

    @OptionGroup var discs: CaseOptions

    @Option(help: "How often what failed is tried again.")
    var retries = 0

    @Flag(help: "A line for each disc as well.")
    var each = false

    func run() throws {
        let rip = VirtualRip(retries: retries)
        let measurements = try discs.cases.map { try Measurement(of: $0, by: rip) }
        if each {
            print(ScheduleTable.ofDiscs(measurements).text + "\n")
        }
        print(ScheduleTable.ofProfiles(measurements).text)
    }
}

/// Writes the discs as fault scripts.
struct Cases: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a disc as a fault script, or the names of all.")

    @OptionGroup var discs: CaseOptions

    @Argument(help: "The name of a disc.")
    var name: String?

    func run() throws {
        guard let name else {
            return print(discs.cases.map(\.name).joined(separator: "\n"))
        }
        guard let found = discs.cases.first(where: { $0.name == name }) else {
            throw ValidationError("there is no disc \"\(name)\"")
        }
        print(found.script.text, terminator: "")
    }
}
