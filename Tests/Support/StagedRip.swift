import RescueCore

@testable import DiscSimulation

/// A rescue in stages, and all that came of it.
struct StagedRip {
    let end: RescueEnd
    let map: SectorMap
    let recordedMap: SectorMap?
    let recordedPhase: RescuePhase?
    let image: [UInt8]
    let readErrors: Int
    let complaints: Set<String>
    let stages: [RescueStage]

    /// Rescues in random stages, of which each has the sectors of the one before, too; then the rest.
    init(
        _ script: FaultScript, effort: RescueEffort, maxReadErrors: Int? = nil,
        _ random: inout TestRandom
    ) throws {
        let sectorCount = script.sectorCount ?? 0
        var sectors = SectorSet()
        var stages: [RescueStage] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let fresh = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                let start = Int.random(in: 0..<sectorCount, using: &random)
                return SectorRange(start, Int.random(in: start...sectorCount, using: &random))
            }
            let isFurther = Bool.random(using: &random)
            sectors = SectorSet(fresh).union(isFurther ? sectors : SectorSet())
            stages.append(RescueStage(.chosen, sectors))
        }
        stages.append(RescueStage(.rest, nil, isLast: true))
        try self.init(script, effort: effort, maxReadErrors: maxReadErrors, stages: stages)
    }

    /// Rescues in stages that are known beforehand.
    init(
        _ script: FaultScript, effort: RescueEffort, maxReadErrors: Int? = nil,
        stages: [RescueStage]
    ) throws {
        var rest = stages[...]
        try self.init(script, effort: effort, maxReadErrors: maxReadErrors) { _ in rest.popFirst() }
    }

    /// Rescues in the stages that the filesystems of the disc lead to.
    init(_ script: FaultScript, effort: RescueEffort, directed: DirectedRescue) throws {
        let truth = SimulatedRip.truth(of: script)
        var directed = directed
        try self.init(script, effort: effort) { map in
            let missing = map.runs.filter { $0.status != .rescued }.flatMap {
                Array($0.range.start..<$0.range.end)
            }
            let sectors = MemorySectors(bytes: truth, missing: Set(missing))
            return directed.nextStage(after: map, reading: sectors)
        }
    }

    private init(
        _ script: FaultScript, effort: RescueEffort, maxReadErrors: Int? = nil,
        choosing choose: @escaping (SectorMap) -> RescueStage?
    ) throws {
        var disc = SimulatedDisc(script)
        let identity = try disc.identify(reading: DiscIdentity.descriptorSectors)
        let sectorCount = disc.sectorCount
        let policy = RescuePolicy(
            eccBlockSectors: script.profile.family.eccBlockSectors, effort: effort,
            maxReadErrors: maxReadErrors)
        let watch = StageWatch(
            clock: disc.clock, unit: policy.eccBlockSectors, isThorough: effort == .thorough,
            choose: choose)
        var engine = RescueEngine(
            source: disc, sink: MemorySink(sectorCount: sectorCount),
            map: SectorMap(sectorCount: sectorCount), identity: identity, policy: policy,
            host: watch)
        end = try engine.run()
        map = engine.progress.map
        recordedMap = engine.sink.recordedMap
        recordedPhase = engine.progress.phase
        image = engine.sink.durableImage
        readErrors = engine.progress.readErrors
        complaints = watch.complaints
        stages = watch.stages
    }
}
