import Testing

/// How numbers come into the program that a disc, a drive, a record, a map, a list or a tag says.
///
/// Each has a way that looks at it first: `Int(checking:in:)` of text, `UntrustedBytes` of bytes,
/// `SectorRange(checking:)` of two numbers, `RecordLimits` of a record. Where the numbers are known
/// by other means, a comment says so: `// checked: ` and why, on the line or above it.
@Suite struct OutsideNumbersTests {
    /// Where bytes from outside are understood.
    private static let readers = [
        "Sources/DiscIO/Drive/Responses", "Sources/DiscIO/Verify",
        "Sources/RescueCore/Record", "Sources/DiscSimulation/Text",
        "Sources/RescueCore/Verify/Lists",
    ]
    private static let furtherReaders = [
        "Sources/DiscIO/Images/CueSheet.swift", "Sources/DiscIO/Images/SheetImage.swift",
        "Sources/DiscIO/Images/SheetTrack.swift", "Sources/DiscIO/Images/TOCFile.swift",
        "Sources/RescueCore/Map/MapfileLines.swift", "Sources/RescueCore/Map/MapfileReader.swift",
        "Sources/RescueCore/Map/MapfileScanner.swift",
        "Sources/RescueCore/Map/MapfileSectors.swift",
        "Sources/RescueCore/Speeds/SpeedProfile+Codable.swift",
        "Tests/Lab/Target/LayoutText.swift",
    ]
    /// Those of them that read text; what reads bytes may widen them.
    private static let textReaders = [
        "Sources/DiscIO/Images/CueSheet.swift", "Sources/DiscIO/Images/SheetTrack.swift",
        "Sources/DiscIO/Images/TOCFile.swift", "Sources/RescueCore/Map/",
        "Sources/RescueCore/Record/", "Sources/RescueCore/Speeds/", "Sources/DiscSimulation/",
        "Sources/RescueCore/Verify/Lists/",
    ]

    private typealias File = (path: String, lines: [Substring])

    private var readers: [File] {
        Self.readers.flatMap { Repository.swiftFiles(below: $0) }
            + ["Sources", "Tests/Lab"].flatMap { Repository.swiftFiles(below: $0) }.filter {
                Self.furtherReaders.contains($0.path)
            }
    }

    @Test func `every reader is where these rules look for it`() {
        for folder in Self.readers {
            #expect(!Repository.swiftFiles(below: folder).isEmpty, "\(folder)")
        }
        let paths = readers.map(\.path)
        #expect(Set(Self.furtherReaders).isSubset(of: paths))
        for place in Self.textReaders {
            #expect(paths.contains { $0.hasPrefix(place) }, "\(place)")
        }
    }

    @Test func `a range of sectors is made of numbers that were checked`() {
        let unchecked = #/SectorRange\((?!checking:|0, 0\)|_ |checking )/#
        #expect(places(in: readers) { $0.contains(unchecked) } == [])
    }

    @Test func `a number in a text is checked where it is read`() {
        let files = readers.filter { file in
            Self.textReaders.contains { file.path.hasPrefix($0) }
        }
        let unchecked = #/\b(?:Int|UInt|Double|Float)\((?!checking:|checking )/#
        #expect(places(in: files) { $0.contains(unchecked) } == [])
    }

    @Test func `numbers of several bytes are put together in one place`() {
        let place = "Sources/RescueCore/Bytes/UntrustedBytes.swift"
        let folders = [
            "RescueCore/Bytes", "RescueCore/Filesystem", "RescueCore/Verify/Lists",
            "RescueCore/Record", "RescueCore/Map", "DiscIO/Verify",
        ]
        let files = folders.flatMap { Repository.swiftFiles(below: "Sources/\($0)") }
            .filter { $0.path != place }
        let shifted =
            #/\bInt\([^()]*\) << |<< 8 \| Int\(|littleEndian:|bigEndian:|\.load(?:Unaligned)?\((?:as|from)/#
        #expect(places(in: files) { $0.contains(shifted) } == [])
    }

    @Test func `every number of a record has its limits`() throws {
        let limits = try Repository.text(of: "Sources/RescueCore/Record/RecordLimits.swift")
        let declared = #/(?:public|package) var (\w+): (?:Int|LBA|Double)\??$/#
        let names = Repository.swiftFiles(below: "Sources/RescueCore")
            .filter { $0.path.contains("RipRecord") || $0.path.contains("Sums.swift") }
            .flatMap(\.lines).compactMap { $0.firstMatch(of: declared)?.1 }
        #expect(names.count > 20)
        #expect(names.filter { !limits.contains(".\($0)") } == [])
    }

    /// The lines of code to which a rule applies and no comment, as `path:number`.
    private func places(in files: [File], where isUnchecked: (Substring) -> Bool) -> [String] {
        files.flatMap { file in
            file.lines.indices.filter { index in
                let line = file.lines[index]
                let above = index > 0 ? file.lines[index - 1] : ""
                return !line.contains("// checked: ") && !above.contains("// checked: ")
                    && !line.drop(while: \.isWhitespace).hasPrefix("//") && isUnchecked(line)
            }.map { "\(file.path):\($0 + 1)" }
        }
    }
}
