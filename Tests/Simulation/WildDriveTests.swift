import DiscIO
import Foundation
import RescueCore
import Testing

@testable import DiscSimulation

/// Drives that answer anything: nothing traps, everything ends, and nothing counts that did not arrive.
///
/// `SEEDS=1000000` tries so many of each kind, and `SEED=7` that one alone; `TRACE=1` prints each seed
/// before it is tried, so that the last one is known after a trap.
@Suite struct WildDriveTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let batch: UInt64 = 500
    private static let batches = (environment["SEEDS"].flatMap { UInt64($0) } ?? 2_000) / batch

    private static func seeds(of number: UInt64) -> Range<UInt64> {
        if let seed = environment["SEED"].flatMap({ UInt64($0) }) {
            return number == 0 ? seed..<seed + 1 : 0..<0
        }
        return number * batch..<(number + 1) * batch
    }

    private func check(_ seeds: Range<UInt64>, _ play: (UInt64) -> String?) {
        let problems = seeds.compactMap { (seed) -> String? in
            if Self.environment["TRACE"] != nil { print("SEED=\(seed)") }
            return play(seed).map { "SEED=\(seed): \($0)" }
        }
        guard !problems.isEmpty else { return }
        Issue.record("\(problems.count) of \(seeds.count) seeds: \(problems.prefix(3))")
    }

    @Test(arguments: 0..<batches)
    func `a source that answers anything is borne with`(batch: UInt64) {
        check(Self.seeds(of: batch)) { seed in
            let host = WildHost()
            WildRip(seed: seed, host: host).perform(on: WildSource(seed: seed, host: host))
            return host.problem
        }
    }

    @Test(arguments: 0..<batches)
    func `a drive that answers anything is borne with`(batch: UInt64) {
        check(Self.seeds(of: batch)) { seed in
            let host = WildHost()
            var random = TestRandom(seed: seed ^ 0xD15C)
            let count = Int.random(in: 1...300, using: &random)
            let profiles: [DiscProfile] = [.cdROM, .cdR, .dvdROM, .dvdPlusR, .bdROM]
            let profile = profiles.randomElement(using: &random) ?? .cdROM
            let bus = SimulatedBus(
                FaultScript(profile: profile, content: .sparse(sectorCount: count)))
            let transport = { (seed: UInt64) in
                WildTransport(to: bus, seed: seed, sectorCount: count, host: host)
            }
            let drive = try? Drive(
                over: transport(seed), path: "/dev/sr9",
                reopening: { (_) throws(DriveError) in transport(seed &+ 1) },
                pause: { host.clock.advance(by: $0) })
            guard let drive else { return host.problem }
            WildRip(seed: seed, host: host).perform(on: drive)
            return host.problem
        }
    }
}

/// A rip as the program makes it, without files: look, damage, rescue, verify.
struct WildRip {
    let seed: UInt64
    let host: WildHost

    /// An image of zeros, of any size.
    private struct BlankImage: ImageReader {
        let byteCount: Int

        mutating func read(into buffer: inout MutableSpan<UInt8>, atByte offset: Int) {}
    }

    func perform<Device: DiscDevice & ~Copyable>(on device: consuming Device) {
        let disc = device.disc
        guard !disc.isAudioOnly, disc.status != .blank, device.sectorCount > 0 else { return }
        host.begin(mostCommands: 10_000)
        let found = try? device.identify(
            settling: disc.descriptorSectors, host: host, isOver: { false })
        guard let identity = found else { return }
        let volume = VolumeDescriptor(of: disc, in: identity)
        let damage = ExtentProbe(disc, volumeSectors: volume?.sectorCount)
        guard let extent = try? damage.extent(of: &device) else { return }
        var map = SectorMap(sectorCount: extent.sectorCount)
        extent.exclusions.forEach { map.exclude($0.range) }
        guard host.problem == nil else { return }

        var policy = RescuePolicy(
            eccBlockSectors: disc.family.eccBlockSectors,
            effort: RescueEffort.allCases[Int(seed % UInt64(RescueEffort.allCases.count))],
            maxTime: .seconds(20), checkpointInterval: .seconds(2), patience: .seconds(10))
        policy.commandSectors = min(policy.commandSectors, device.transferLimit ?? .max)
        host.begin(mostCommands: 10_000, time: policy.maxTime)
        var engine = RescueEngine(
            source: device, sink: LedgerSink(sectorCount: extent.sectorCount), map: map,
            identity: identity, policy: policy, host: host)
        guard let end = try? engine.run() else { return host.note("the sink failed") }
        judge(end, engine.progress, engine.sink.recordedMap, lies: engine.sink.lies)
        guard host.problem == nil else { return }
        let rescued = engine.progress.map
        verify(engine.releaseSource(), map: rescued, identity, policy)
    }

    private func judge(
        _ end: RescueEnd, _ progress: RescueProgress, _ recorded: SectorMap?, lies: SectorSet
    ) {
        if !lies.ranges.isEmpty { host.note("recorded, but not in the image: \(lies.ranges)") }
        for map in [progress.map, recorded].compactMap({ $0 }) {
            let rescued = SectorSet(map.runs.filter { $0.status == .rescued }.map(\.range))
            let missing = rescued.subtracting(host.arrived)
            if !missing.isEmpty { host.note("\(end): \(missing.ranges) did not arrive") }
        }
        if end == .complete, !progress.map.isComplete { host.note("complete, and is not") }
    }

    private func verify(
        _ device: consuming some DiscDevice & ~Copyable, map: SectorMap, _ identity: DiscIdentity,
        _ policy: RescuePolicy
    ) {
        var verifyPolicy = VerifyPolicy(
            eccBlockSectors: policy.eccBlockSectors, commandSectors: policy.commandSectors)
        verifyPolicy.patience = policy.patience
        verifyPolicy.cacheSectors = 64
        // Of a disc that calls itself larger than any, nobody has all sums.
        let chunk = 16
        let sums = [UInt64](
            repeating: seed, count: (min(map.sectorCount, 1 << 16) + chunk - 1) / chunk)
        let parties = VerifyParties(
            map: map, firstPass: ChunkSums(chunkSectors: chunk, sums: sums), identity: identity
        ) {
            ChunkSums.sum(of: $0)
        }
        host.begin(mostCommands: 50_000)
        var comparer = ChunkComparer(
            parties, image: BlankImage(byteCount: map.range.byteCount), policy: verifyPolicy)
        var verifier = Verifier(source: device, parties, policy: verifyPolicy, host: host)
        _ = verifier.run(comparing: &comparer)
    }
}
