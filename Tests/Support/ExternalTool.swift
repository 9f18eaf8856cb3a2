import Foundation

/// A program of the system that a test compares with.
struct ExternalTool {
    /// The program is not installed.
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    private let path: String

    /// Finds a program, or says what to install.
    init(_ name: String, package: String) throws {
        let candidates = ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
        guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
            throw Missing(
                description: "\(name) is missing; install it with: apt-get install \(package)")
        }
        path = found
    }

    /// Runs the program and returns its standard output; its messages are thrown away.
    func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Missing(description: "\(path) failed with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
