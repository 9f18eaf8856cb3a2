import RescueCore
import Testing

@testable import DiscSimulation

/// Rescues of whole discs whose drive fails at an awkward moment, as fault scripts.
///
/// No sector that was taken back may be in a map that is recorded later.
@Suite struct FaultScriptSweepTests {
    /// Sectors without bytes: only which of them are in the image is looked at.
    private struct BlankContent: SectorContent {
        let sectorCount: Int

        func fill(_ range: SectorRange, into buffer: inout MutableSpan<UInt8>) {}
    }

    /// Rescues a disc and tells what its recorded maps counted although it was not in the image.
    private func lies(of text: String, seed: UInt64 = 1) throws -> SectorSet {
        var script = try FaultScript(parsing: text)
        script.seed = seed
        let sectorCount = try #require(script.sectorCount)
        var disc = SimulatedDisc(script, content: BlankContent(sectorCount: sectorCount))
        let identity = try disc.identify(reading: DiscIdentity.descriptorSectors)
        let clock = disc.clock
        var engine = RescueEngine(
            source: disc, sink: LedgerSink(sectorCount: sectorCount),
            map: SectorMap(sectorCount: sectorCount), identity: identity,
            policy: RescuePolicy(eccBlockSectors: 1), host: SimulatedHost(clock: clock))
        _ = try engine.run()
        return engine.sink.lies
    }

    @Test func `a drive that vanishes in a long stretch of refusals costs no sector`() throws {
        let lies = try lies(
            of: """
                disc CD-ROM
                size 300000
                slow 43000 64 s=0.6
                drive failing-read=0.1
                sense 56000 244000 4/08/03
                event gone at-second 37.7
                event back at-second 40
                """)
        #expect(lies.ranges == [])
    }

    @Test(arguments: 0...60)
    func `a drive that vanishes at any tenth of a second costs no sector`(tenths: Int) throws {
        let gone = 10.3 + Double(tenths) / 10
        let lies = try lies(
            of: """
                disc CD-ROM
                size 100000
                drive failing-read=0.1
                sense 20000 80000 4/08/03
                event gone at-second \(gone)
                event back at-second \(gone + 2.7)
                """)
        #expect(lies.ranges == [])
    }

    @Test func `a command without an answer in a dying drive costs no sector`() throws {
        let lies = try lies(
            of: """
                disc CD-ROM
                size 100000
                decline commands=450 errors=1
                drive failing-read=2
                event hang at-command 424
                """, seed: 3)
        #expect(lies.ranges == [])
    }
}
