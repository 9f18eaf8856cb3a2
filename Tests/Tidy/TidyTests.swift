import Testing

/// The rules of the source tree that a compiler does not check.
@Suite struct TidyTests {
    @Test func `the heart imports nothing`() {
        #expect(Repository.imports(below: "Sources/RescueCore", matching: { _ in true }) == [])
    }

    @Test func `libcdio is touched only where drives and disc images are opened`() {
        let elsewhere = Repository.imports(below: "Sources", matching: { $0 == "CCdio" })
            .filter {
                !$0.hasPrefix("Sources/DiscIO/Drive/") && !$0.hasPrefix("Sources/DiscIO/Images/")
            }
        #expect(elsewhere == [])
    }

    @Test func `nothing imports the whole of Foundation`() {
        #expect(Repository.imports(below: "Sources", matching: { $0 == "Foundation" }) == [])
    }

    @Test func `only the console writes to the terminal`() {
        let words = ["print(", "debugPrint(", "STDOUT_FILENO", "fputs("]
        let allowed = ["Sources/isorip/Display/Console.swift"]
        let found = Repository.swiftFiles(below: "Sources")
            .filter { file in
                !allowed.contains(file.path)
                    && file.lines.contains { line in words.contains { line.contains($0) } }
            }
        #expect(found.map(\.path) == [])
    }

    @Test func `paths go to the system as the bytes that they are`() {
        // These take a Swift string, which they repair to UTF-8.
        let words = [
            "FilePath(path", "contents(atPath", "unsafe open(path", "Glibc.open(path", "stat(path,",
            "fileExists(", "cdio_open(path", "mkdir(path", "unlink(path",
        ]
        // Its paths are its own: /dev/sr0 and the like.
        let allowed = ["Sources/DiscIO/Drive/DriveList.swift"]
        let found = Repository.swiftFiles(below: "Sources").filter { file in
            !allowed.contains(file.path)
                && file.lines.contains { line in words.contains { line.contains($0) } }
        }
        #expect(found.map(\.path) == [])
    }

    @Test func `no file is longer than 600 lines`() {
        let long = ["Sources", "Tests"].flatMap { Repository.swiftFiles(below: $0) }
            .filter { $0.lines.count > 601 }
        #expect(long.map(\.path) == [])
    }

    @Test func `every source file begins with what it is about`() {
        let bare = Repository.swiftFiles(below: "Sources").filter { file in
            let body = file.lines.first { !$0.isEmpty && !$0.contains("import ") }
            return !(body?.hasPrefix("//") ?? false) && !(body?.hasPrefix("extension") ?? false)
        }
        #expect(bare.map(\.path) == [])
    }

    @Test func `a text that a case stands for does not change with the case's name`() {
        let found = Repository.swiftFiles(below: "Sources").flatMap { file in
            nameless(file.lines).map { "\(file.path): \($0)" }
        }
        #expect(found == [])
        #expect(
            nameless(["enum A: String {", "    case b", "    case c = \"c\"", "}"]) == ["case b"])
    }

    /// The cases of enums of texts that have no text of their own; those of coding keys may have none.
    private func nameless(_ lines: [Substring]) -> [String] {
        var found: [String] = []
        var indent: Int?
        for line in lines {
            let blanks = line.prefix { $0 == " " }.count
            let words = line.dropFirst(blanks)
            if words.contains(/\benum \w+: *String\b/), !words.contains("CodingKey") {
                indent = blanks
            } else if words == "}", blanks == indent {
                indent = nil
            } else if let indent, blanks == indent + 4, words.hasPrefix("case "),
                words.split(separator: ",").contains(where: { !$0.contains(" = \"") })
            {
                found.append(String(words))
            }
        }
        return found
    }
}
