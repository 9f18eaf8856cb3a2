import ArgumentParser
import DiscSimulation
import FoundationEssentials
import RescueCore

/// The damage benchmark: makes its discs, and rips them in virtual time.
@main
struct RescueBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescuebench",
        abstract: "Rip the damaged discs of the benchmark in virtual time.",
        subcommands: [Run.self, Cases.self, Work.self, CheckSmallDiscs.self],
        defaultSubcommand: Run.self)
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

    @Option(help: "What was measured of other programs.")
    var peers = "Tests/Benchmark/peers.txt"

    @Flag(help: "A line for each disc as well.")
    var each = false

    @Flag(help: "Print the comparison with other programs only, as Markdown.")
    var markdown = false

    func run() throws {
        let rip = VirtualRip(retries: retries)
        let measurements = try discs.cases.map { try Measurement(of: $0, by: rip) }
        let text = (try? String(contentsOfFile: peers, encoding: .utf8)) ?? ""
        let results = PeerResults(parsing: text)
        let comparisons = measurements.map {
            Comparison($0, peers: results.outcomes(of: $0.damageCase))
        }
        let table = PeerTable.table(comparisons)
        if markdown { return print(table.markdown + "\n\n" + PeerTable.legend) }
        if each { print(ScheduleTable.ofDiscs(comparisons).text + "\n") }
        print(ScheduleTable.ofProfiles(measurements).text)
        if !table.rows.isEmpty { print("\n" + table.text + "\n\n" + PeerTable.legend) }
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

/// Prints what other programs are to do.
struct Work: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print which program is to read which disc: disc, fingerprint, program, command.")

    @OptionGroup var discs: CaseOptions

    @Option(help: "Only this program: \(Peer.allCases.map(\.rawValue).joined(separator: ", ")).")
    var program: [String] = []

    func run() {
        for peer in Peer.allCases where program.isEmpty || program.contains(peer.rawValue) {
            for damageCase in discs.cases where peer.isMeasured(on: damageCase) {
                print(
                    damageCase.name, damageCase.fingerprint, peer.rawValue,
                    peer.command(for: damageCase.family))
            }
        }
    }
}
