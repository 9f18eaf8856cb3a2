import Foundation
import Glibc
import SystemPackage
import Testing

@testable import DiscIO

/// Programs that crash, hang and talk without an end, and what they may not do.
@Suite struct ConfinedProcessTests {
    private func run(
        _ program: ReaderProgram, on image: String = "image",
        take: (ArraySlice<UInt8>) -> Bool = { _ in true }
    ) throws -> ConfinedProcess.Ending {
        try ConfinedProcess.run(program, on: image, take: take)
    }

    private func said(by script: String, on image: String = "image") throws -> String {
        var bytes: [UInt8] = []
        _ = try run(.script(script), on: image) { piece in
            bytes += piece
            return true
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `what it writes comes, and its status`() throws {
        #expect(try said(by: "printf 'a%s' \"$0\"", on: "-x y\u{FF}") == "a-x y\u{FF}")
        #expect(try run(.script("exit 0")) == .exited(0))
        #expect(try run(.script("exit 7")) == .exited(7))
    }

    @Test(arguments: [("SEGV", SIGSEGV), ("ABRT", SIGABRT), ("KILL", SIGKILL)])
    func `a crash is told by its signal`(name: String, signal: Int32) throws {
        #expect(try run(.script("kill -\(name) $$; sleep 9")) == .crashed(signal: signal))
        #expect(
            try run(.script("exec >&-; sleep 0.05; kill -\(name) $$")) == .crashed(signal: signal))
    }

    @Test(arguments: [
        "exec sleep 60", "sleep 60", "exec >&-; sleep 60", "sleep 60 & exit 0",
        "trap '' TERM INT; while :; do sleep 1; done",
    ])
    func `what hangs is killed in time, with all that it started`(script: String) throws {
        let start = ContinuousClock.now
        let end = try run(.script(script).within(.milliseconds(300)))
        // The last but one ended well itself; but what it left behind kept the pipe open.
        #expect(end == .outOfTime || script.contains("exit 0") && end == .exited(0))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `nothing that it started is left`() throws {
        let folder = try TemporaryFolder()
        let mark = folder.path("alive")
        try folder.write("alive", "")
        let child = "(sleep 1; rm \(mark)) >/dev/null & exit 0"
        #expect(try run(.script(child)) == .exited(0))
        Thread.sleep(forTimeInterval: 1.5)
        #expect(folder.names == ["alive"])
    }

    @Test func `what computes on and on is ended by the system`() throws {
        let endless = ReaderProgram.script("while :; do :; done")
        let end = try run(endless.within(.seconds(50), processorSeconds: 1))
        #expect(end == .outOfProcessorTime)
    }

    @Test func `what talks on and on is heard only as long as somebody likes`() throws {
        var count = 0
        let end = try run(.script("exec yes")) { piece in
            count += piece.count
            return count < 1_000_000
        }
        #expect(end == .unheard)
        #expect(count < 2_000_000)
    }

    @Test func `it may write no file, dump no core and take no more memory`() throws {
        let folder = try TemporaryFolder()
        // When its input has ended all limits are set.
        #expect(try run(.script("cat >/dev/null; echo a > \(folder.path("file"))")) != .exited(0))
        #expect(folder.bytes("file").isEmpty)
        #expect(try said(by: "cat >/dev/null; ulimit -v; ulimit -c; ulimit -f") == "524288\n0\n0\n")
    }

    @Test func `it has nothing open but its output, and few variables`() throws {
        let open = try said(by: "echo /proc/$$/fd/*; readlink /proc/$$/fd/2")
            .split(separator: "\n")
        #expect(open.last == "/dev/null")
        // The shell reads the folder by a descriptor of its own.
        #expect((3...4).contains(open[0].split(separator: " ").count), "\(open)")
        let names = try said(by: "env").split(separator: "\n").map { $0.prefix { $0 != "=" } }
        let known = ["PATH", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE", "PWD", "_", "SHLVL", "OLDPWD"]
        #expect(names.filter { !known.contains(String($0)) } == [])
    }

    @Test func `it is told by one byte that all limits are set`() throws {
        #expect(try said(by: "wc -c") == "1\n")
    }

    @Test func `a program that is not there is an error`() {
        let absent = ReaderProgram(path: "/nonexistent/reader", arguments: [])
        #expect(throws: Errno.noSuchFileOrDirectory) { try run(absent) }
    }

    @Test func `nothing is left open here, however often one ran`() throws {
        func openFiles() -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        }
        // Other tests run at the same time, and open files of their own.
        let before = openFiles()
        for _ in 0..<200 { _ = try run(.script("exit 0")) }
        #expect(openFiles() < before + 150)
    }
}
