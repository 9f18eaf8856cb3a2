import DiscIO
import DiscSimulation
import Foundation
import RescueCore
import Testing

/// The libraries as another program uses them.
@Suite struct LibraryTests {
    @Test func `another package can rip, verify and report`() throws {
        let built = URL(filePath: Program.isorip.folder)
        let modules = built.appending(path: "Modules").path(percentEncoded: false)
        let scratch = built.deletingLastPathComponent().deletingLastPathComponent()
        let maps =
            [
                "Sources/CCdio", "Sources/CLinux", "Sources/CZlib",
            ].map { Repository.root.appending(path: $0) } + [
                scratch.appending(path: "checkouts/swift-system/Sources/CSystem/include")
            ]
        var arguments = ["-typecheck", "-swift-version", "6", "-package-name", "client"]
        arguments += ["-I", modules]
        for folder in maps {
            let map = folder.appending(path: "module.modulemap").path(percentEncoded: false)
            arguments += ["-Xcc", "-fmodule-map-file=\(map)"]
        }
        let folder = try TemporaryFolder()
        let text = try Repository.text(of: "Tests/Library/Client.swift.txt")
        let client = try folder.write("Client.swift", Array(text.utf8))
        let end = try Program.named("swiftc").run(arguments + [client], in: folder)
        #expect(end == Consequences(status: 0, stdout: "", stderr: ""))
    }

    @Test func `a rip leaves sums, a record and a verdict`() throws {
        let folder = try TemporaryFolder()
        let script = ["disc CD-ROM", "size 400", "label LIBRARY", "dead 300 2"]
        let disc = SimulatedDisc(try FaultScript(parsing: script.joined(separator: "\n")))
        let verdict = try Rip(to: folder.path("disc.iso")).run(with: disc)
        #expect(verdict.end == .exhausted)
        #expect(verdict.progress.map.count(of: .unreadable) == 2)
        #expect(verdict.comparison?.name == "identical")
        let image = try StoredImage(folder.path("disc.iso"))
        #expect(image.record?.state == .completeWithUnreadable)
        #expect(image.record?.sums == verdict.sums && verdict.sums != nil)
        #expect(image.record?.verifications?.map(\.verdict) == ["identical"])
        #expect(try OfflineCheck(of: image).run().isDifferent == false)
    }

    /// Somebody who asks for the end at once.
    private final class Stopping: RunObserver {
        private(set) var isChecked = false
        var isStopRequested: Bool { true }
        func now() -> Duration { .zero }
        func pause(for duration: Duration) {}
        func note(_ event: RunEvent) { if case .checked = event { isChecked = true } }
    }

    @Test func `a check that is stopped says nothing, and records nothing`() throws {
        let folder = try TemporaryFolder()
        let disc = SimulatedDisc(try FaultScript(parsing: "disc CD-ROM\nsize 400"))
        _ = try Rip(to: folder.path("disc.iso")).run(with: disc)
        let image = try StoredImage(folder.path("disc.iso"))
        let observer = Stopping()
        do throws(RunError) {
            _ = try OfflineCheck(of: image, observer: observer).run()
            Issue.record("it was checked")
        } catch {
            guard case .interrupted = error else { throw error }
        }
        #expect(!observer.isChecked)
        let record = try StoredImage(folder.path("disc.iso")).record
        #expect(record?.verifications?.count == 1)
    }

    @Test func `what stands against a rip is an error of one type`() throws {
        let folder = try TemporaryFolder()
        let disc = SimulatedDisc(try FaultScript(parsing: "disc CD-ROM\nsize 400"))
        do throws(RunError) {
            _ = try Rip(to: folder.path("missing/disc.iso")).run(with: disc)
            Issue.record("it was ripped")
        } catch {
            if case .output = error { return }
            Issue.record("\(error)")
        }
    }
}
