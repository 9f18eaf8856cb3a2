import Foundation
import Testing

/// Text that must stay as it is: it stands in a file under `Tests/Golden`.
///
/// With `RECORD=1` in the environment the files are written anew, and the tests fail, so that a
/// recording never passes for a test run.
enum Golden {
    /// Checks bytes against a golden file.
    static func expect(
        _ bytes: [UInt8], equal name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(bytes).write(to: file)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == golden, "differs from \(name)", sourceLocation: sourceLocation)
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Golden")
}
