import Foundation
import Testing

@testable import DiscIO
@testable import RescueCore

/// The man page names every event and every key that a program can meet, and no other.
@Suite struct DocumentedKeysTests {
    /// The items of a list in a section of the man page: what each is about, and the names in it.
    private struct Item {
        var heads: [String]
        var names: Set<String>
    }

    private static func section(_ name: String) throws -> [Substring] {
        let page = try Repository.text(of: "man/isorip.1")
        let start = try #require(page.firstRange(of: ".Sh \(name)\n")).upperBound
        let end = page[start...].firstRange(of: "\n.Sh ")?.lowerBound ?? page.endIndex
        return page[start..<end].split(separator: "\n")
    }

    /// The names that a line of the man page has behind its macro `Li`.
    private static func names(in line: Substring) -> [String] {
        let words = line.split { " ,".contains($0) }.map(String.init)
        guard let place = words.firstIndex(where: { $0 == ".Li" || $0 == "Li" }), place <= 1 else {
            return []
        }
        return words[(place + 1)...].map { $0.replacing("[]", with: "") }
            .filter { $0.contains(#/^[A-Za-z][\w-]*$/#) }
            .filter { !["No", "or", "Li"].contains($0) }
    }

    private static func items(of section: String) throws -> [Item] {
        var items: [Item] = []
        for line in try Self.section(section) {
            if line.hasPrefix(".It Li ") {
                let heads = line.dropFirst(7).split { " ,".contains($0) }.map(String.init)
                items.append(Item(heads: heads, names: []))
            } else if line == ".El" {
                // What comes behind a list is of no item.
                items.append(Item(heads: [], names: []))
            } else if !items.isEmpty {
                items[items.count - 1].names.formUnion(names(in: line))
            }
        }
        return items.filter { !$0.heads.isEmpty }
    }

    /// The events of the program with their keys, as they stand in its source.
    private static func events() -> [String: Set<String>] {
        var events: [String: Set<String>] = [:]
        for file in Repository.swiftFiles(below: "Sources/isorip") {
            let text = file.lines.joined(separator: "\n")
            for start in text.matches(of: #/JSONLine\(\s*"([a-z-]+)"/#) {
                var depth = 1
                let call = text[start.range.upperBound...].prefix { character in
                    if character == "(" { depth += 1 }
                    if character == ")" { depth -= 1 }
                    return depth > 0
                }
                let keys = call.matches(of: #/"(\w+)":/#).map { String($0.1) }
                events[String(start.1), default: []].formUnion(keys)
            }
        }
        return events
    }

    /// What the values of some keys have inside of them.
    private static let inner: [String: Set<String>] = [
        "findings": ["kind", "firstLBA", "lastLBA"],
        "checks": ["kind", "outcome", "passed", "detail"],
        // By status, as in the record's summary.
        "sectors": ["summary"],
    ]

    @Test func `every event of the program and each of its keys is in the man page`() throws {
        let events = Self.events()
        #expect(events.count >= 14 && events.values.allSatisfy { !$0.isEmpty })
        let items = try Self.items(of: "JSON LINES")
        for (event, keys) in events {
            let item = items.first { $0.heads.contains(event) }
            #expect(item != nil, "\(event)")
            #expect(keys.subtracting(item?.names ?? []) == [], "\(event)")
        }
    }

    @Test func `every event of the man page and each of its keys is in the program`() throws {
        let events = Self.events()
        for item in try Self.items(of: "JSON LINES") {
            let event = try #require(item.heads.first)
            let keys = try #require(events[event], "\(event)")
            let inner = keys.compactMap { Self.inner[$0] }.reduce(into: Set()) { $0.formUnion($1) }
            #expect(item.names.subtracting(keys).subtracting(inner) == [], "\(event)")
        }
    }

    /// The keys of what `report`, `ls`, `info` and `drives` print as JSON: the stored properties of
    /// each `Encodable` type of the command, or those that its `CodingKeys` name.
    private static func printedKeys() -> Set<String> {
        var keys: Set<String> = []
        let files = Repository.swiftFiles(below: "Sources/isorip").filter {
            // The page's own script reads these.
            !$0.path.contains("/Page/") && !$0.path.hasSuffix("JSONLine.swift")
        }
        for file in files {
            for (index, line) in file.lines.enumerated() {
                guard line.contains(#/^ *(?:private )?struct \w+: Encodable \{$/#) else { continue }
                let indent = line.prefix { $0 == " " }
                let body = file.lines[(index + 1)...].prefix { $0 != indent + "}" }
                let own = body.compactMap {
                    $0.firstMatch(of: #/^( *)(?:var|let) (\w+)(?::[^{]*| = [^{]*)$/#)
                }.filter { $0.1.count == indent.count + 4 }.map { String($0.2) }
                let cases = body.drop { !$0.contains("enum CodingKeys") }.dropFirst()
                    .prefix { !$0.contains("}") }.joined(separator: " ")
                    .split { !$0.isLetter }.map(String.init)
                keys.formUnion(cases.isEmpty ? own : own.filter(cases.contains))
            }
        }
        return keys
    }

    @Test func `every key that report, ls, info and drives print is in the man page`() throws {
        let keys = Self.printedKeys()
        #expect(keys.count > 50)
        let files = try Self.section("DAMAGE AND FILES")
        let heads = try Self.items(of: "DAMAGE AND FILES").flatMap(\.heads)
        let filesNames = Set(files.flatMap(Self.names) + heads)
        let lines = Set(try Self.section("JSON LINES").flatMap(Self.names))
        #expect(keys.subtracting(filesNames).subtracting(lines) == [])
        #expect(filesNames.subtracting(keys) == [])
    }

    /// A record that has everything a record can have.
    private static var whole: RipRecord {
        var record = RecordFileTests.full
        let drive = record.drive
        let finding = RipRecord.Verification.Finding(kind: "chunks", firstLBA: 3, lastLBA: 4)
        var map = SectorMap(sectorCount: 300)
        map.exclude(SectorRange(100, 120))
        record.summary = .init(of: map)
        record.chunkSums = ChunkSums(sums: [7])
        if let sums = record.sums { record.volumeSums = VolumeSums(sectorCount: 298, sums: sums) }
        var verification = RipRecord.Verification(
            started: "", seconds: 1, drive: drive, against: ["disc"], verdict: "different",
            result: VerifyResult())
        verification.findings = [finding]
        record.verifications = [verification]
        var merge = RipRecord.Merge(
            started: "", seconds: 1,
            inputs: [
                .init(image: "a.iso", rescuedSectors: 1, takenSectors: 1, drive: drive)
            ], result: MergeResult(sectorCount: 300, copies: 1))
        merge.disagreements = [.init(decision: "majority", firstLBA: 1, lastLBA: 2)]
        record.merge = merge
        record.history.removeFirst()
        return record
    }

    /// The properties that have no value, in all values that a value is made of.
    private static func empty(in value: Any, _ path: String = "") -> [String] {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional || mirror.displayStyle == .collection,
            mirror.children.isEmpty
        {
            return [path]
        }
        // How these are written is a matter of their own.
        if value is SpeedProfile || value is ChunkSums { return [] }
        return mirror.children.flatMap { empty(in: $0.value, path + "." + ($0.label ?? "")) }
    }

    /// The keys of all objects in a JSON value; those below `policy` are options.
    private static func keys(of value: Any) -> Set<String> {
        if let list = value as? [Any] {
            return list.reduce([]) { $0.union(keys(of: $1)) }
        }
        guard let object = value as? [String: Any] else { return [] }
        return object.reduce(Set(object.keys)) { found, entry in
            entry.key == "policy" ? found : found.union(keys(of: entry.value))
        }
    }

    @Test func `every key of a record is in the man page, and every one there in a record`() throws
    {
        #expect(Self.empty(in: Self.whole) == [])
        let text = RecordFile.text(of: Self.whole)
        let keys = Self.keys(of: try JSONSerialization.jsonObject(with: Data(text)))
        let items = try Self.items(of: "RECORD FORMAT")
        let heads = items.flatMap(\.heads)
            .flatMap { $0.replacing("[]", with: "").split(separator: ".").map(String.init) }
        let named = items.reduce(Set(heads)) { $0.union($1.names) }
        #expect(keys.subtracting(named) == [])
        let options: Set = ["effort", "retries", "max-time", "max-read-errors", "prefer"]
        #expect(named.subtracting(keys).subtracting(options) == [])
    }
}
