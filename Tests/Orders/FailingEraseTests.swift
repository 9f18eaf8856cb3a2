import RescueCore
import Testing

@testable import DiscSimulation

/// What is taken back must not be recorded, even if it cannot be erased.
@Suite struct FailingEraseTests {
    /// A sink whose first erase fails; all that was written since the last checkpoint is doubtful then.
    private struct Sink: SectorSink, ~Copyable {
        enum Failure: Error {
            case disk
        }

        private(set) var recordedMap: SectorMap?
        private(set) var doubtful: SectorSet?
        private var written = SectorSet()

        mutating func write(_ bytes: Span<UInt8>, at start: LBA) throws(Failure) {
            let range = SectorRange(start: start, count: bytes.count / Sector.size)
            written = written.union(SectorSet([range]))
        }

        /// No bytes are kept, so that there is nothing to know a disc by.
        mutating func sector(at lba: LBA) throws(Failure) -> [UInt8] { throw .disk }

        mutating func erase(_ range: SectorRange) throws(Failure) {
            guard doubtful == nil else { return }
            doubtful = written
            throw .disk
        }

        mutating func checkpoint(_ map: SectorMap, phase: RescuePhase) throws(Failure) {
            recordedMap = map
            written = SectorSet()
        }
    }

    @Test(arguments: 6...30)
    func `an erase that fails once leaves nothing counted that was taken back`(
        command: Int
    ) throws {
        var script = FaultScript(profile: .cdROM, content: .sparse(sectorCount: 2000))
        script.rules = [100, 400, 700].map { FaultRule(SectorRange(start: $0, count: 1), .dead) }
        script.events = [FaultEvent(.hang, at: .command(command))]
        var disc = SimulatedDisc(script)
        let identity = try disc.identify(reading: DiscIdentity.descriptorSectors)
        let clock = disc.clock
        var engine = RescueEngine(
            source: disc, sink: Sink(), map: SectorMap(sectorCount: 2000), identity: identity,
            policy: RescuePolicy(eccBlockSectors: 1, checkpointInterval: .seconds(600)),
            host: SimulatedHost(clock: clock))
        _ = try? engine.run()
        let recorded = engine.sink.recordedMap?.runs.filter { $0.status == .rescued } ?? []
        let found = engine.sink.doubtful
        let doubtful = try #require(found, "nothing was taken back")
        let counted = SectorSet(recorded.map(\.range)).subtracting(
            SectorSet([SectorRange(0, 2000)]).subtracting(doubtful))
        #expect(counted.ranges == [])
    }
}
