import Glibc
import RescueCore

@testable import DiscSimulation

/// A host in simulated time that stops when told to, and keeps what it was told.
final class SimulatedHost: RescueHost {
    private(set) var events: [RescueEvent] = []

    private let clock: VirtualClock
    private let stopsAfter: Int
    private var reads = 0

    /// Makes a host; a stop is requested after so many commands, if ever.
    init(clock: VirtualClock, stopsAfterReads: Int = .max) {
        self.clock = clock
        stopsAfter = stopsAfterReads
    }

    var isStopRequested: Bool { reads >= stopsAfter }

    func now() -> Duration { clock.now }

    func pause(for duration: Duration) { clock.advance(by: duration) }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {
        switch event {
        case .reading: reads += 1
        case .rescued: break
        default: events.append(event)
        }
    }
}

/// A rip of a simulated disc into memory, and all that came of it.
struct SimulatedRip: ~Copyable {
    var engine: RescueEngine<SimulatedDisc, MemorySink>
    let host: SimulatedHost
    /// The disc as it was when the rip was set up.
    let identity: DiscIdentity

    /// Sets up the rip of what is missing in `map`; by default of everything.
    init(
        _ script: FaultScript, effort: RescueEffort = .normal, retries: Int = 1,
        retrySpeeds: [Double?] = [], maxTime: Duration? = nil,
        maxReadErrors: Int? = nil, sinkFailsAt: Int? = nil, stopsAfterReads: Int = .max,
        map: SectorMap? = nil, image: [UInt8]? = nil,
        identity: DiscIdentity? = nil
    ) throws {
        var disc = SimulatedDisc(script)
        let sectorCount = disc.sectorCount
        host = SimulatedHost(clock: disc.clock, stopsAfterReads: stopsAfterReads)
        disc.log = []
        let found = try disc.identify(reading: DiscIdentity.descriptorSectors)
        self.identity = identity ?? found
        var policy = RescuePolicy(
            eccBlockSectors: script.profile.family.eccBlockSectors, effort: effort,
            retries: retries, maxTime: maxTime, maxReadErrors: maxReadErrors)
        policy.retrySpeeds = retrySpeeds
        engine = RescueEngine(
            source: disc,
            sink: MemorySink(sectorCount: sectorCount, image: image, failsAt: sinkFailsAt),
            map: map ?? SectorMap(sectorCount: sectorCount), identity: self.identity,
            policy: policy,
            host: host)
    }

    /// What the disc really holds.
    static func truth(of script: FaultScript) -> [UInt8] {
        guard let volume = script.generatedVolume else { return [] }
        var bytes = [UInt8](repeating: 0, count: volume.sectorCount * Sector.size)
        var span = bytes.mutableSpan
        volume.fill(SectorRange(0, volume.sectorCount), into: &span)
        return bytes
    }

    /// The sectors of an image that are not what a map says: `+` and wrong, or missing and not zero.
    static func lies(of map: SectorMap, image: [UInt8], truth: [UInt8]) -> [LBA] {
        var expected = truth
        for run in map.runs where run.status != .rescued {
            let bytes = run.range.byteOffset..<run.range.byteOffset + run.range.byteCount
            expected.replaceSubrange(bytes, with: repeatElement(0, count: run.range.byteCount))
        }
        return (0..<map.sectorCount).filter { !areEqual(image, expected, at: $0) }
    }

    private static func areEqual(_ left: [UInt8], _ right: [UInt8], at lba: LBA) -> Bool {
        let offset = lba * Sector.size
        return unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else {
                    return true
                }
                return unsafe memcmp(left + offset, right + offset, Sector.size) == 0
            }
        }
    }
}
