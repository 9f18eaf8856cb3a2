import Testing

/// The rooms of the heart, and the modules around it: each uses what lies below it only.
@Suite struct LayerTests {
    /// The folders of the heart, from the lowest; no file names a type of a folder further on.
    private static let layers = [
        "Bytes", "Sectors", "Map", "Disc", "Filesystem", "Speeds", "Care", "Schedule", "Engine",
        "Verify", "Merge", "Record", "Image",
    ]

    /// The modules of the package that a module may import.
    private static let modules: [String: Set<Substring>] = [
        "RescueCore": [],
        "DiscSimulation": ["RescueCore"],
        "DiscIO": ["RescueCore", "CCdio", "CLinux", "CZlib"],
        "isorip": ["RescueCore", "DiscIO", "DiscSimulation"],
    ]

    @Test func `no file of the heart names a type of a layer above its own`() throws {
        let files = try Repository.swiftFiles(below: "Sources/RescueCore").map(SourceFile.init)
        let types = files.flatMap { file in file.types.map { ($0, file.layer) } }
        let homes = Dictionary(types, uniquingKeysWith: min)
        #expect(homes.count > 100)
        let broken = files.flatMap { file in
            file.words.filter { (homes[$0] ?? 0) > file.layer }.sorted().map { type in
                "\(file.path): \(type) of \(Self.layers[homes[type] ?? 0])"
            }
        }
        #expect(broken == [])
    }

    @Test func `every module imports only modules below it`() {
        let paths = Repository.swiftFiles(below: "Sources").map(\.path)
        let found = Set(paths.map { String($0.split(separator: "/")[1]) })
        #expect(found == Set(Self.modules.keys))
        for (module, allowed) in Self.modules {
            let forbidden = Set(Self.modules.keys.map { $0[...] } + ["CCdio", "CLinux", "CZlib"])
                .subtracting(allowed)
            let found = Repository.imports(below: "Sources/\(module)", matching: forbidden.contains)
            #expect(found == [], "\(module)")
        }
    }

    /// A file of the heart: where it lies, which types it declares, and which words are in its code.
    private struct SourceFile {
        let path: String
        let layer: Int
        var types: [Substring] = []
        var words: Set<Substring> = []

        init(_ file: (path: String, lines: [Substring])) throws {
            path = file.path
            let folder = path.split(separator: "/")[2]
            layer = try #require(LayerTests.layers.firstIndex(of: String(folder)), "\(path)")
            for line in file.lines {
                let words = Self.words(of: line)
                self.words.formUnion(words)
                let keyword = words.firstIndex(where: Self.keywords.contains)
                if let keyword, !line.hasPrefix(" "), words[0] != "private" {
                    types += words.dropFirst(keyword + 1).prefix(1)
                }
            }
        }

        private static let keywords: Set<Substring> = [
            "struct", "enum", "class", "protocol", "typealias",
        ]

        /// The words of a line outside of its comment and its string literals.
        private static func words(of line: Substring) -> [Substring] {
            let pieces = line.replacing("\\\"", with: "").split(
                separator: "\"", omittingEmptySubsequences: false)
            let code = stride(from: 0, to: pieces.count, by: 2).map { pieces[$0] }
                .joined(separator: " ")
            let end = code.firstRange(of: "//")?.lowerBound ?? code.endIndex
            return code[..<end].split { !($0.isLetter || $0.isNumber || $0 == "_") }
        }
    }
}
