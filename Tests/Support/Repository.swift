import Foundation

/// The work tree the tests were built from.
enum Repository {
    /// The folder that holds Package.swift.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The text of a file of the work tree.
    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The Swift files below a folder of the work tree, with their texts, by path.
    static func swiftFiles(below folder: String) -> [(path: String, lines: [Substring])] {
        let base = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path(percentEncoded: false))
        precondition(names?.nextObject() != nil, "there is nothing in \(folder)")
        let all = FileManager.default.enumerator(atPath: base.path(percentEncoded: false))
        return (all?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".swift") }
            .sorted()
            .map { name in
                let text =
                    (try? String(contentsOf: base.appending(path: name), encoding: .utf8)) ?? ""
                return (
                    "\(folder)/\(name)",
                    text.split(separator: "\n", omittingEmptySubsequences: false)
                )
            }
    }

    /// The files below a folder that import a module.
    static func imports(below folder: String, matching isWanted: (Substring) -> Bool) -> [String] {
        swiftFiles(below: folder).filter { file in
            file.lines.contains { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 2,
                    !line.hasPrefix("//"), let module = words.dropFirst(place + 1).last
                else { return false }
                return isWanted(module)
            }
        }.map(\.path)
    }
}
