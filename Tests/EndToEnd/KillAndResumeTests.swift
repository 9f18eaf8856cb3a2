import Foundation
import RescueCore
import Testing

/// Killed at any moment, run again, and again: nothing is lost, nothing is made up.
@Suite struct KillAndResumeTests {
    private static let cd = ["disc CD-ROM", "size 1000", "label KILLED", "drive speed=0.3"]
    private static let dvd = ["disc DVD-ROM", "size 1200", "label KILLED", "drive speed=0.03"]
    private static let bd = ["disc BD-ROM", "size 1200", "label KILLED", "drive speed=0.01"]

    private static let discs = [
        SmallDisc(description: "clean CD", head: cd),
        SmallDisc(
            description: "CD with holes", head: cd,
            faults: ["dead 0 1", "dead 300 3", "dead 700 4", "dead 995 5"]),
        SmallDisc(
            description: "CD that takes its time", head: cd,
            faults: ["first 400 4 n=1", "slow 600 50 s=0.5", "first 999 1 n=1"]),
        SmallDisc(
            description: "DVD with bad blocks", head: dvd,
            faults: ["dead 405 1", "first 800 20 n=1", "slow 1000 64 s=2"]),
        SmallDisc(
            description: "DVD whose drive saves what it can", head: dvd + ["ecc partial"],
            faults: ["dead 405 2", "dead 900 1 lba=no", "first 1199 1 n=1"]),
        SmallDisc(
            description: "BD with bad blocks", head: bd,
            faults: ["dead 500 1", "first 1000 1 n=1"]),
    ]

    /// So many kills hit each disc, and so many of them at the most one image.
    private static let kills = 36
    private static let killsOfOneImage = 7

    @Test(arguments: discs.enumerated().map { ($0.offset, $0.element) })
    func `a rip that is killed again and again ends as one that was left alone`(
        seed: Int, disc: SmallDisc
    ) throws {
        let truth = try disc.truth()
        let alone = try TemporaryFolder(inMemory: true)
        try alone.write("disc.txt", disc.script())
        let expected = try Program.isorip.run(Self.command, in: alone.url)
        #expect(expected.status == (disc.faults.contains { $0.hasPrefix("dead") } ? 2 : 0))

        let lifetime = try timeLeftAlone(disc)
        var random = TestRandom(seed: UInt64(seed))
        var kills = 0
        while kills < Self.kills {
            let folder = try TemporaryFolder(inMemory: true)
            try folder.write("disc.txt", disc.script())
            for _ in 0..<Self.killsOfOneImage {
                let moment = Double.random(in: 0...lifetime, using: &random)
                let end = try run(in: folder, killedAfter: moment)
                guard end.status == 137 else { break }
                kills += 1
                let claim = try folder.firstFalseClaim(against: truth)
                #expect(claim == nil, "after \(kills) kills")
            }
            let end = try Program.isorip.run(Self.command, in: folder.url)
            #expect(end.status == expected.status, "\(end.stderr)")
            let isIdentical = folder.data("disc.iso") == alone.data("disc.iso")
            #expect(isIdentical, "after \(kills) kills")
            #expect(try folder.map() == alone.map())
            #expect(folder.text("disc.iso.sha256") == alone.text("disc.iso.sha256"))
            #expect(try folder.record()["state"] as? String == alone.record()["state"] as? String)
        }
    }

    private static let command = SmallDisc.ripping("disc.txt", "--retries", "2", "--quiet")
    private static let pace = ["--pace", "2000"]

    /// How long a rip takes that is not killed, in seconds; it depends on the machine and its load.
    private func timeLeftAlone(_ disc: SmallDisc) throws -> Double {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.txt", disc.script())
        let start = ContinuousClock.now
        _ = try Program.isorip.run(Self.command + Self.pace, in: folder.url)
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Runs at a pace at which the rip takes about as long as it is let live.
    private func run(
        in folder: TemporaryFolder, killedAfter seconds: Double
    ) throws -> Consequences {
        let rip = try Program.isorip.start(Self.command + Self.pace, in: folder.url)
        Thread.sleep(forTimeInterval: seconds)
        rip.signal(SIGKILL)
        return try rip.finish()
    }
}
