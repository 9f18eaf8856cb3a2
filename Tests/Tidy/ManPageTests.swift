import Foundation
import Testing

@testable import isorip

/// The man page says everything that the program can do.
@Suite struct ManPageTests {
    private let page: String

    init() throws {
        page = try String(
            contentsOf: Repository.root.appending(path: "man/isorip.1"), encoding: .utf8)
    }

    /// As `--experimental-dump-help` tells it.
    private struct Help: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
        }
        struct Argument: Decodable {
            var names: [Name]?
        }
        struct Command: Decodable {
            var commandName: String
            var arguments: [Argument]?
            var subcommands: [Command]?
            var shouldDisplay: Bool
        }
        var command: Command
    }

    private func commands() throws -> [Help.Command] {
        let end = try Program.isorip.run(["--experimental-dump-help"], in: Repository.root)
        let root = try JSONDecoder().decode(Help.self, from: Data(end.stdout.utf8)).command
        // What is hidden is not for people: the program starts it itself.
        return [root] + (root.subcommands ?? []).filter(\.shouldDisplay)
    }

    @Test func `every option of every command is named`() throws {
        var options: Set<String> = []
        for command in try commands() {
            for name in (command.arguments ?? []).flatMap({ $0.names ?? [] }) {
                options.insert(name.name)
            }
        }
        #expect(options.count > 10)
        let missing = options.sorted().filter { option in
            let dashes = option.count == 1 ? option : "-\(option)"
            return !page.contains("Fl \(dashes)\n") && !page.contains("Fl \(dashes) ")
        }
        #expect(missing == [])
    }

    @Test func `every command is named`() throws {
        let names = try commands().dropFirst().map(\.commandName)
        #expect(names.filter { !page.contains("Cm \($0)") && $0 != "help" } == [])
    }

    @Test func `every exit code is named`() {
        let missing = ExitStatus.allCases.filter { !page.contains(".It \($0.rawValue)\n") }
        #expect(missing == [])
    }

    @Test func `mandoc has nothing to complain about`() throws {
        let end = try Program.named("mandoc").run(
            ["-Tlint", "-Wwarning", "man/isorip.1"], in: Repository.root)
        #expect(end == Consequences(status: 0, stdout: "", stderr: ""))
    }
}
