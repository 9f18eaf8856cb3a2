import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct FaultScriptTextTests {
    @Test func `a script as people write it`() throws {
        let script = try FaultScript(
            parsing: """
                # a scratched disc
                disc DVD-ROM            # profile
                size 2295104
                \tseed 42
                label SCRATCHED_DVD

                sense-lba no
                dead 5000 16
                flaky 9000 32 p=0.3 lba=yes
                first 12000 1 n=3\r
                slow 20000 320 s=0.5
                wrong 30000 1 every-other
                slow-only 31000 1 x=4
                sense 40000 1 03/02/00
                hang 41000 1
                drive speed=8 failing-read=6 rotation=clv
                decline commands=800 errors=0.02
                event change at-command 500 seed=7 label=NEXT size=100 silent
                event not-ready at-second 12.5 s=5
                """)
        #expect(script.profile == .dvdROM)
        #expect(script.content == .generated(sectorCount: 2_295_104))
        #expect(script.seed == 42 && script.label == "SCRATCHED_DVD" && !script.reportsLBA)
        #expect(script.losesWholeECCBlocks)
        #expect(
            script.rules == [
                FaultRule(SectorRange(5_000, 5_016), .dead),
                FaultRule(SectorRange(9_000, 9_032), .flaky(chance: 0.3), reportsLBA: true),
                FaultRule(SectorRange(12_000, 12_001), .failsFirst(3)),
                FaultRule(SectorRange(20_000, 20_320), .slow(seconds: 0.5)),
                FaultRule(SectorRange(30_000, 30_001), .wrong(.everyOther)),
                FaultRule(SectorRange(31_000, 31_001), .slowOnly(multiple: 4)),
                FaultRule(
                    SectorRange(40_000, 40_001), .sense(Sense(key: 3, asc: 2, ascq: 0))),
                FaultRule(SectorRange(41_000, 41_001), .hang),
            ])
        #expect(script.drive.speed == 8 && script.drive.failingRead == 6)
        #expect(!script.drive.hasConstantAngularVelocity)
        #expect(script.drive.decline == DriveModel.Decline(commands: 800, errorChance: 0.02))
        #expect(
            script.events == [
                FaultEvent(
                    .change(.init(seed: 7, label: "NEXT", sectorCount: 100, isSilent: true)),
                    at: .command(500)),
                FaultEvent(.notReady(seconds: 5), at: .second(12.5)),
            ])
    }

    @Test func `the path of an image may hold anything but a line break`() throws {
        let script = try FaultScript(
            parsing: "disc CD-ROM\n\t content  image  /my discs/a #1 = b=c b=d.iso  \n")
        #expect(script.content == .image(path: "/my discs/a #1 = b=c b=d.iso"))
        #expect(try FaultScript(parsing: script.text) == script)
    }

    @Test(arguments: UInt64(1)...80)
    func `parse and print are inverses`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let script = randomScript(&random)
        #expect(try FaultScript(parsing: script.text) == script, "\(script.text)")
    }

    @Test(arguments: [
        ("", 1, "disc"),
        ("size 100", 1, "disc"),
        ("disc DVD-ROM", 1, "size"),
        ("disc LASERDISC\nsize 100", 1, "LASERDISC"),
        ("disc CD-ROM\nsize 0", 2, "'0'"),
        ("disc CD-ROM\nsize 99999999999", 2, "100000000"),
        ("disc CD-ROM\nsize 100\n\nsize 100", 4, "line 2"),
        ("disc CD-ROM\nsize 100\ndead 99 2", 3, "size"),
        ("disc CD-ROM\nsize 100\ndead 5", 3, "dead 5000 16"),
        ("disc CD-ROM\nsize 100\ndead -1 2", 3, "-1"),
        ("disc CD-ROM\nsize 100\ndead 5 1 p=3", 3, "p="),
        ("disc CD-ROM\nsize 100\nflaky 5 1", 3, "p="),
        ("disc CD-ROM\nsize 100\nflaky 5 1 p=1.5", 3, "1.5"),
        ("disc CD-ROM\nsize 100\nflaky 5 1 p=nan", 3, "nan"),
        ("disc CD-ROM\nsize 100\nflaky 5 1 p=0.1 p=0.2", 3, "twice"),
        ("disc CD-ROM\nsize 100\nfirst 5 1 n=x", 3, "'x'"),
        ("disc CD-ROM\nsize 100\nslow 5 1 s=inf", 3, "inf"),
        ("disc CD-ROM\nsize 100\nwrong 5 1 never", 3, "every-other"),
        ("disc CD-ROM\nsize 100\nsense 5 1 3/2", 3, "KEY/ASC/ASCQ"),
        ("disc CD-ROM\nsize 100\nsense 5 1 13/02/00", 3, "KEY/ASC/ASCQ"),
        ("disc CD-ROM\nsize 100\ndead 5 1 lba=maybe", 3, "maybe"),
        ("disc CD-ROM\nsize 100\ndaed 5 1", 3, "daed"),
        ("disc CD-ROM\nsize 100\nlabel lower", 3, "A-Z"),
        ("disc CD-ROM\nsize 100\nseed -4", 3, "seed"),
        ("disc CD-ROM\nsize 100\ncontent image a.iso", 2, "remove"),
        ("disc CD-ROM\ncontent image", 2, "disc.iso"),
        ("disc CD-ROM\nsize 100\ncontent random", 3, "sparse"),
        ("disc CD-ROM\nsize 100\ndrive warp=9", 3, "warp"),
        ("disc CD-ROM\nsize 100\ndrive speed=0", 3, "'0'"),
        ("disc CD-ROM\nsize 100\ndecline errors=1", 3, "commands="),
        ("disc CD-ROM\nsize 100\nevent", 3, "event remove"),
        ("disc CD-ROM\nsize 100\nevent explode at-command 5", 3, "explode"),
        ("disc CD-ROM\nsize 100\nevent gone at-noon 5", 3, "at-noon"),
        ("disc CD-ROM\nsize 100\nevent gone at-command 0", 3, "'0'"),
        ("disc CD-ROM\nsize 100\nevent not-ready at-command 5", 3, "s="),
        ("disc CD-ROM\nsize 100\nevent change at-command 5 loudly", 3, "silent"),
    ])
    func `a line that cannot be understood is named, and what to do`(
        text: String, line: Int, hint: String
    ) {
        let failure = #expect(throws: ScriptFailure.self) { try FaultScript(parsing: text) }
        #expect(failure?.line == line)
        #expect(failure?.problem.contains(hint) == true, "\(failure?.problem ?? "")")
    }

    @Test(arguments: UInt64(1)...200)
    func `garbage gives an error, not a trap`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        var bytes = Array(randomScript(&random).text.utf8)
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            let script = try FaultScript(parsing: text)
            #expect(try FaultScript(parsing: script.text) == script)
        } catch {
            #expect(!error.problem.isEmpty && error.line >= 1)
        }
    }

    @Test func `a map becomes a disc that is dead where the map misses sectors`() throws {
        var map = SectorMap(sectorCount: 1_000)
        map.mark(SectorRange(0, 1_000), as: .rescued)
        map.mark(SectorRange(3, 5), as: .unreadable)
        map.mark(SectorRange(5, 9), as: .unscraped)
        map.mark(SectorRange(900, 1_000), as: .untried)
        let script = FaultScript(damageIn: map, profile: .dvdROM)
        #expect(
            script.rules == [
                FaultRule(SectorRange(3, 9), .dead), FaultRule(SectorRange(900, 1_000), .dead),
            ])
        let disc = SimulatedDisc(script)
        let dead = (0..<1_000).filter { !disc.isRecoverable($0, attempts: 5) }
        #expect(dead == Array(3..<9) + Array(900..<1_000))
        #expect(FaultScript(damageIn: map).profile == .cdROM)
    }
}

extension FaultScriptTextTests {
    private func randomScript(_ random: inout TestRandom) -> FaultScript {
        let profile = DiscProfile.allCases.randomElement(using: &random) ?? .cdROM
        let contents: [FaultScript.Content] = [
            .generated(sectorCount: 1_000), .sparse(sectorCount: 1_000), .image(path: "/a b.iso"),
        ]
        var script = FaultScript(
            profile: profile, content: contents.randomElement(using: &random) ?? contents[0],
            seed: random.next(), label: "LABEL_\(Int.random(in: 0...99, using: &random))")
        script.reportsLBA = Bool.random(using: &random)
        script.losesWholeECCBlocks = Bool.random(using: &random)
        if Bool.random(using: &random) {
            script.drive.speed = Double.random(in: 1...50, using: &random)
            script.drive.cachedSectors = Int.random(in: 0...5_000, using: &random)
            script.drive.hasConstantAngularVelocity = Bool.random(using: &random)
            script.drive.timeout = Double.random(in: 1...50, using: &random)
            script.drive.decline = DriveModel.Decline(
                commands: Double.random(in: 1...1e6, using: &random), errorChance: 0.01)
        }
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            script.rules.append(randomRule(&random))
            script.events.append(randomEvent(&random))
        }
        return script
    }

    private func randomRule(_ random: inout TestRandom) -> FaultRule {
        let value = Double.random(in: 0...1, using: &random)
        let sense = Sense(
            key: UInt8.random(in: 0...15, using: &random),
            asc: UInt8.random(in: 0...255, using: &random),
            ascq: UInt8.random(in: 0...255, using: &random))
        let effects: [FaultRule.Effect] = [
            .dead, .flaky(chance: value), .failsFirst(Int.random(in: 0...9, using: &random)),
            .slow(seconds: value * 1e-7), .wrong(.always), .wrong(.everyOther), .wrong(.once),
            .slowOnly(multiple: value * 10), .sense(sense), .hang,
        ]
        let start = Int.random(in: 0..<900, using: &random)
        let count = Int.random(in: 1...100, using: &random)
        return FaultRule(
            SectorRange(start: start, count: count),
            effects.randomElement(using: &random) ?? .dead,
            reportsLBA: [nil, true, false].randomElement(using: &random) ?? nil)
    }

    private func randomEvent(_ random: inout TestRandom) -> FaultEvent {
        let other = FaultEvent.OtherDisc(
            seed: random.next(), label: "OTHER",
            sectorCount: Bool.random(using: &random) ? 77 : nil,
            isSilent: Bool.random(using: &random))
        let actions: [FaultEvent.Action] = [
            .change(other), .remove, .gone, .notReady(seconds: 1.5), .reset, .short, .hang,
        ]
        let moments: [FaultEvent.Moment] = [
            .command(Int.random(in: 1...9_999, using: &random)),
            .second(Double.random(in: 0...99, using: &random)),
        ]
        return FaultEvent(
            actions.randomElement(using: &random) ?? .remove,
            at: moments.randomElement(using: &random) ?? .command(1))
    }
}
