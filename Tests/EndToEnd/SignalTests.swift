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

    @Test func `a signal while sums are computed stops that, and the next run makes up for it`()
        throws
    {
        let program = Self.isorip
        try folder.write("disc.txt", "disc CD-ROM\nsize 300000\nlabel SUMS\n")
        try folder.write("hurt.txt", "disc CD-ROM\nsize 300000\nlabel SUMS\ndead 5 1\n")
        let hurt = ["rip", "--simulate", "hurt.txt", "-o", "disc.iso", "--no-verify", "-q"]
        #expect(try Program.isorip.run(hurt, in: folder.url).status == 2)
        // What is missing lies near the beginning, so the sums begin anew from the file.
        let again = ["rip", "--simulate", "disc.txt", "-o", "disc.iso"]
        let rip = try program.start(again, in: folder.url)
        #expect(rip.waitForStderr("resuming disc.iso"))
        #expect(rip.waitForStderr("elapsed"))
        rip.signal(SIGINT)
        let start = ContinuousClock.now
        let end = try rip.finish()
        #expect(end.status == 130, "\(end)")
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(end.stderr.contains("interrupted"))
        let finished = try Program.isorip.run(again, in: folder.url)
        #expect(finished.status == 0, "\(finished)")
        #expect(try folder.record()["state"] as? String == "complete")
        #expect(finished.stdout.contains("identical to the disc"))
    }

    @Test func `a signal behind the first pass ends the second, which the next run makes`() throws {
        try folder.write("disc.txt", "disc CD-ROM\nsize 300000\nlabel LARGE\n")
        let line = """
            env --default-signal=INT isorip rip --simulate disc.txt -o disc.iso >out 2>err & rip=$!
            until grep -q SHA-256 out; do sleep 0.01; done
            kill -INT $rip; wait $rip
            """
        #expect(try Program.shell(line, in: folder).status == 130)
        #expect(folder.text("err").contains("stopping after the command under way"))
        let again = try Program.isorip.run(SmallDisc.ripping(), in: folder.url)
        #expect(again.status == 0, "\(again)")
        #expect(again.stdout.contains("identical to the disc"))
    }

    @Test func `a signal before there is anything to be kept ends the program at once`() throws {
        try folder.write("disc.txt", SmallDisc.cleanCD.script() + "slow 16 1 s=3000\n")
        let rip = try Self.isorip.start(
            SmallDisc.ripping("disc.txt", "--pace", "100"), in: folder.url)
        Thread.sleep(forTimeInterval: 0.7)
        rip.signal(SIGINT)
        let start = ContinuousClock.now
        let end = try rip.finish()
        #expect(end == Consequences(status: 130, stdout: "", stderr: "isorip: interrupted\n"))
        #expect(ContinuousClock.now - start < .seconds(5), "the command would take 30 s")
        #expect(folder.names == ["disc.txt"])
    }

    @Test(arguments: ["verify disc.iso", "merge disc.iso copy.iso -o merged.iso"])
    func `a signal ends a check or a merge, which leaves nothing`(command: String) throws {
        try folder.write("disc.txt", "disc CD-ROM\nsize 330000\nlabel LARGE\n")
        let ripping = ["rip", "--simulate", "disc.txt", "-o", "disc.iso", "--no-verify", "-q"]
        #expect(try Program.isorip.run(ripping, in: folder.url).status == 0)
        let copy = ["rip", "disc.iso", "-o", "copy.iso", "--no-verify", "-q"]
        #expect(try Program.isorip.run(copy, in: folder.url).status == 0)
        let names = folder.names
        let record = folder.bytes("disc.iso.json")
        let work = try Self.isorip.start(
            command.split(separator: " ").map(String.init), in: folder.url)
        Thread.sleep(forTimeInterval: 0.5)
        work.signal(SIGINT)
        let start = ContinuousClock.now
        let end = try work.finish()
        #expect(end.status == 130, "\(end)")
        #expect(ContinuousClock.now - start < .seconds(3))
        #expect(folder.names == names)
        #expect(folder.bytes("disc.iso.json") == record)
    }

    @Test func `a second signal ends a program whose terminal takes no text`() throws {
        let line = """
            mkfifo pipe; exec 9<>pipe; head -c 65536 /dev/zero >&9; \
            env --default-signal=INT isorip rip --simulate disc.txt -o disc.iso --pace 8 2>&9 & \
            rip=$!; sleep 1; kill -INT $rip; sleep 0.5; kill -INT $rip; wait $rip
            """
        let start = ContinuousClock.now
        #expect(try Program.shell(line, in: folder).status == 130)
        #expect(ContinuousClock.now - start < .seconds(20))
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
