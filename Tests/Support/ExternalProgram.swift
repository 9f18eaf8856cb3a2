import Foundation
import Testing

/// A program of another package that a test runs, to see whether we understand each other.
struct ExternalProgram {
    /// What a run of it gave.
    struct Outcome {
        var status: Int32
        var output: String
    }

    let name: String

    /// The Debian package it comes from; a test fails with its name if it is missing.
    let package: String

    static let ddrescue = ExternalProgram(name: "ddrescue", package: "gddrescue")
    static let ddrescuelog = ExternalProgram(name: "ddrescuelog", package: "gddrescue")
    static let sha256sum = ExternalProgram(name: "sha256sum", package: "coreutils")

    /// Runs it to its end; standard output and standard error are returned as one text.
    func run(_ arguments: String..., in directory: TemporaryFolder) throws -> Outcome {
        try run(arguments, in: directory)
    }

    /// Runs it to its end, with any number of arguments.
    func run(_ arguments: [String], in directory: TemporaryFolder) throws -> Outcome {
        let file = URL(fileURLWithPath: "/usr/bin/\(name)")
        try #require(
            FileManager.default.isExecutableFile(atPath: file.path),
            "\(file.path) is missing: install the Debian package \(package)")
        let log = directory.path("\(name).log")
        try Data().write(to: URL(fileURLWithPath: log))
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        let process = Process()
        process.executableURL = file
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory.path(""))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: directory.bytes("\(name).log"), as: UTF8.self))
    }
}
