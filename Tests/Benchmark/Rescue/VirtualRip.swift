package import DiscSimulation
package import RescueCore

/// A rip in virtual time, with the schedule of the product.
package struct VirtualRip {
    /// How often what failed is tried again; 0 compares with peers that do not either.
    package var retries = 0

    package init(retries: Int = 0) {
        self.retries = retries
    }

    /// Rips the disc of a script.
    ///
    /// - Parameters:
    ///   - script: The disc; its content is generated.
    ///   - readable: How many of its sectors can be had.
    /// - Returns: What it got, and when.
    /// - Throws: A fault of a drive that does not tell what is in it.
    package func outcome(of script: FaultScript, readable: Int) throws(ReadFault) -> Outcome {
        var disc = SimulatedDisc(script)
        let identity = try disc.identify(reading: DiscIdentity.descriptorSectors)
        let watch = Stopwatch(clock: disc.clock, readable: readable)
        let map = SectorMap(sectorCount: disc.sectorCount)
        let policy = RescuePolicy(
            eccBlockSectors: script.profile.family.eccBlockSectors, retries: retries)
        var engine = RescueEngine(
            source: disc, sink: NoImage(disc: script.generatedVolume), map: map, identity: identity,
            policy: policy,
            host: watch)
        _ = engine.run()
        return Outcome(
            seconds: watch.seconds, reads: engine.source.statistics.commands,
            failedReads: engine.source.statistics.failures,
            recovered: engine.progress.map.count(of: .rescued), reached: watch.reached)
    }
}

/// A sink that keeps nothing; what it would hold is known.
private struct NoImage: SectorSink, ~Copyable {
    let disc: GeneratedVolume?

    mutating func sector(at lba: LBA) throws(Never) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        disc?.fill(SectorRange(start: lba, count: 1), into: &span)
        return bytes
    }

    mutating func write(_ bytes: Span<UInt8>, at start: LBA) throws(Never) {}
    mutating func erase(_ range: SectorRange) throws(Never) {}
    mutating func checkpoint(_ map: SectorMap, phase: RescuePhase) throws(Never) {}
}

/// A host in virtual time that notes when how much was rescued.
private final class Stopwatch: RescueHost {
    private(set) var reached: [Int: Double] = [:]

    private let clock: VirtualClock
    private let readable: Int

    init(clock: VirtualClock, readable: Int) {
        self.clock = clock
        self.readable = readable
    }

    var seconds: Double { clock.now / .seconds(1) }

    var isStopRequested: Bool { false }

    func now() -> Duration { clock.now }

    func pause(for duration: Duration) { clock.advance(by: duration) }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {
        guard case .rescued = event else { return }
        for mark in Outcome.marks
        where progress.sectorsRescued * 100 >= mark * readable && reached[mark] == nil {
            reached[mark] = seconds
        }
    }
}
