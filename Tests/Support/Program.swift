import Foundation

/// What a program did, all in one value.
struct Consequences: Equatable {
    /// The exit code, or 128 plus the signal that ended the program, as a shell tells it.
    var status: Int32
    var stdout: String
    var stderr: String

    /// Everything it said.
    var output: String { stdout + stderr }
}

/// A program that a test runs.
struct Program {
    /// The `isorip` that was built together with the tests.
    static let isorip = Program(
        path: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "isorip").path(percentEncoded: false))

    /// A program of the system, found along PATH.
    static func named(_ name: String) -> Program { Program(path: "/usr/bin/env", leading: [name]) }

    /// The same program, started by others, such as `["setpriv", "--bounding-set", "-all"]`.
    ///
    /// What stands first may be options and variables for `env`.
    func through(_ wrapper: [String]) -> Program {
        Program(path: "/usr/bin/env", leading: wrapper + [path] + leading)
    }

    /// The folder that the program lies in.
    var folder: String { (path as NSString).deletingLastPathComponent }

    private let path: String
    private let leading: [String]

    private init(path: String, leading: [String] = []) {
        self.path = path
        self.leading = leading
    }

    /// Runs the program to its end.
    func run(_ arguments: [String], in folder: URL) throws -> Consequences {
        let running = try start(arguments, in: folder)
        return try running.finish()
    }

    /// Starts the program; the output goes to files, so that no pipe can fill up.
    func start(_ arguments: [String], in folder: URL) throws -> Running {
        let logs = FileManager.default.temporaryDirectory
            .appending(path: "isorip-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = leading + arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) {
            $1
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.newFile(logs.appending(path: "stdout"))
        process.standardError = try Self.newFile(logs.appending(path: "stderr"))
        try process.run()
        return Running(process: process, logs: logs)
    }

    private static func newFile(_ url: URL) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: url.path(percentEncoded: false), contents: nil)
        return try FileHandle(forWritingTo: url)
    }

    /// A program that is under way.
    struct Running {
        let process: Process
        let logs: URL

        /// Sends a signal.
        func signal(_ number: Int32) {
            kill(process.processIdentifier, number)
        }

        /// What it wrote to stderr so far.
        var stderrSoFar: String {
            (try? String(contentsOf: logs.appending(path: "stderr"), encoding: .utf8)) ?? ""
        }

        /// Waits until it wrote something to stderr, for so many seconds at the most.
        ///
        /// - Returns: Whether it came.
        func waitForStderr(_ text: String, seconds: Double = 20) -> Bool {
            let deadline = Date(timeIntervalSinceNow: seconds)
            while !stderrSoFar.contains(text) {
                guard Date.now < deadline, process.isRunning else {
                    return stderrSoFar.contains(text)
                }
                Thread.sleep(forTimeInterval: 0.005)
            }
            return true
        }

        /// Waits for the end; a program that hangs is killed, which the status tells.
        func finish() throws -> Consequences {
            let watchdog = DispatchWorkItem { signal(SIGKILL) }
            DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
            process.waitUntilExit()
            watchdog.cancel()
            defer { try? FileManager.default.removeItem(at: logs) }
            let status = process.terminationStatus
            return Consequences(
                status: process.terminationReason == .exit ? status : 128 + status,
                stdout: try String(contentsOf: logs.appending(path: "stdout"), encoding: .utf8),
                stderr: try String(contentsOf: logs.appending(path: "stderr"), encoding: .utf8))
        }
    }
}
