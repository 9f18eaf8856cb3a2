import Foundation
import RescueCore
import Testing

/// Files of an image whose names are no UTF-8.
@Suite struct RawNameTests {
    private let folder: TemporaryFolder
    private static let names: [[UInt8]] = [[0x74, 0xE9, 0x74, 0xE9], [0x74, 0xEA, 0x74, 0xE9]]

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        let made = try Program.named("sh").run(
            "-c",
            #"""
            mkdir tree && for byte in 351 352; do
              printf "$byte" > "tree/$(printf "t\\$byte"'t\351')"
              ln -s "$(printf "x\\$byte")" "tree/link$byte"
            done
            xorriso -as mkisofs -quiet -r -o disc.iso tree
            """#, in: folder)
        try #require(made.status == 0, "\(made.stderr)")
    }

    private func isorip(_ arguments: String...) throws -> Consequences {
        try Program.isorip.run(arguments, in: folder)
    }

    @Test func `two of them are two in JSON, with their bytes`() throws {
        let lines = try isorip("ls", "disc.iso", "--json").stdout.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
        let files = lines.filter { $0["kind"] as? String == "file" }
        let paths = files.compactMap { $0["path"] as? String }
        #expect(paths.map { Array($0.losslessBytes.dropFirst()) } == Self.names)
        let targets = lines.compactMap { $0["target"] as? String }
        #expect(targets.map(\.losslessBytes) == [[0x78, 0xE9], [0x78, 0xEA]])
    }

    @Test func `they come out with the bytes that they have`() throws {
        let end = try isorip("extract", "disc.iso", "/", "-o", "out")
        #expect(end.status == 0, "\(end.stderr)")
        let compared = try Program.named("diff").run(
            "-r", "--no-dereference", "tree", "out", in: folder)
        #expect(compared == Consequences(status: 0, stdout: "", stderr: ""))
    }

    @Test func `a page shows the bytes by their numbers`() throws {
        let page = try isorip("report", "disc.iso", "--html", "-").stdout
        #expect(page.contains("\"t⟨E9⟩t⟨E9⟩\"") && page.contains("\"t⟨EA⟩t⟨E9⟩\""))
    }
}
