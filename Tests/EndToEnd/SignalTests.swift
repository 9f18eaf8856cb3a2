import Foundation
import RescueCore
import Testing

@testable import isorip

/// What a running rip does when it is sent a signal.
@Suite struct SignalTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
    }

    /// A test runner in the background has these ignored, and its children inherit that.
    private static let isorip = Program.isorip.through(["--default-signal=INT,HUP"])

    /// A rip that takes some seconds.
    private static let slowly = SmallDisc.ripping("disc.txt", "--pace", "8")

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a stopped rip records everything, and is resumed`(signal: Int32) throws {
        let rip = try Self.isorip.start(Self.slowly, in: folder.url)
        #expect(rip.waitForStderr("copying SMALL"))
        Thread.sleep(forTimeInterval: 0.5)
        rip.signal(signal)
        let end = try rip.finish()

        #expect(end.status == 130)
        #expect(
            end.stderr.hasSuffix(
                "isorip: interrupted; run the same command again to resume\n"))
        #expect(try folder.record()["state"] as? String == "interrupted")
        let rescued = try #require(try folder.map()).count(of: .rescued)
        #expect((1..<2000).contains(rescued))
        let missing = Format.count(2000 - rescued, "sector")
        #expect(end.stdout.hasPrefix("disc.iso: \(missing) missing"), "as the map on disk says")

        let truth = try SmallDisc.cleanCD.truth()
        #expect(try folder.firstFalseClaim(against: truth) == nil)
        let resumed = try Program.isorip.run(SmallDisc.ripping(), in: folder.url)
        #expect(resumed.status == 0)
        #expect(resumed.stderr.hasPrefix("resuming disc.iso from SMALL"))
        let isIdentical = folder.data("disc.iso") == truth
        #expect(isIdentical)
    }

    @Test func `a second signal does not wait for a drive that hangs`() throws {
        try folder.write("disc.txt", SmallDisc.cleanCD.script() + "slow 900 1 s=3000\n")
        let rip = try Self.isorip.start(
            SmallDisc.ripping("disc.txt", "--pace", "100"), in: folder.url)
        #expect(rip.waitForStderr("copying SMALL"))
        Thread.sleep(forTimeInterval: 0.3)
        rip.signal(SIGINT)
        #expect(rip.waitForStderr("stopping after the command under way"))
        let start = ContinuousClock.now
        rip.signal(SIGINT)
        #expect(try rip.finish().status == 130)
        #expect(ContinuousClock.now - start < .seconds(10), "the command would take 30 s")
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
        #expect(try Program.isorip.run(SmallDisc.ripping(), in: folder.url).status == 0)
    }

    @Test func `a hang-up that is ignored, as under nohup, is let be`() throws {
        let rip = try Program.isorip.through(["--ignore-signal=HUP"]).start(
            Self.slowly, in: folder.url)
        #expect(rip.waitForStderr("copying SMALL"))
        rip.signal(SIGHUP)
        #expect(try rip.finish().status == 0)
    }

    @Test func `SIGUSR1 prints one line that tells where the rip stands`() throws {
        let rip = try Program.isorip.start(Self.slowly, in: folder.url)
        #expect(rip.waitForStderr("copying\n"))
        Thread.sleep(forTimeInterval: 0.5)
        let before = rip.stderrSoFar
        rip.signal(SIGUSR1)
        #expect(rip.waitForStderr(" elapsed"))
        let line = rip.stderrSoFar.dropFirst(before.count)
        #expect(
            line.contains(/^\d+\.\d %, \d.* [kM]B of 4\.10 MB, .* elapsed.*no bad sectors.*\n$/))
        #expect(line.contains(/; copying, LBA \d+\n$/))
        #expect(line.count { $0 == "\n" } == 1)
        #expect(try rip.finish().status == 0)
    }
}
