import DiscIO
import RescueCore

/// A run to which things happen, and the run that goes on after it in a healthy drive.
struct OrderTrial {
    /// What came of a trial.
    struct Outcome {
        /// What went wrong first; nil if nothing did.
        var problem: String?
        /// How many steps the first run had.
        var steps: Int
        /// Whether the first run ended because of an event that nothing can follow.
        var wasCutOff: Bool
    }

    static let paths = OutputPaths(image: "disc.iso")

    let setting: OrderSetting
    let events: [PlacedEvent]

    /// Both runs; the outcome is the same each time.
    func run() -> Outcome {
        let system = SimulatedFileSystem(seed: 1)
        let first = OrderWorld(setting, system, events: events, isHealthy: false)
        do throws(OutputError) {
            try begin(in: first)
        } catch {
            first.note("the first run cannot begin: \(error)")
        }
        let outcome = { Outcome(problem: $0, steps: first.steps, wasCutOff: first.remains != nil) }
        if let problem = first.problem { return outcome(problem) }

        let remains = first.remains ?? system
        let second = OrderWorld(setting, remains, events: [], isHealthy: true)
        do throws(OutputError) {
            try goOn(in: second)
        } catch {
            second.note("it cannot go on: \(error)")
        }
        let problem = second.problem ?? Self.difference(of: remains, from: setting)
        return outcome(problem.map { "second run: \($0)" })
    }

    // MARK: - The first run

    private func begin(in world: OrderWorld) throws(OutputError) {
        if !setting.suspects.isEmpty { return try reread(in: world) }
        let map = SectorMap(sectorCount: setting.sectorCount)
        let record = record(.started, map)
        let writer = try OutputOpening(Self.paths, in: world.output).create(record) { ["orders"] }
        try rip(writer, map, record, in: world)
    }

    /// Reads some sectors of a complete image again.
    private func reread(in world: OrderWorld) throws(OutputError) {
        var map = SectorMap(sectorCount: setting.sectorCount)
        map.mark(map.range, as: .rescued)
        let record = record(.complete, map)
        world.output.put(setting.earlierImage, at: Self.paths.image)
        world.output.put(
            Mapfile(map: map, activity: .init(.finished), position: 0, comments: []).text(),
            at: Self.paths.map)
        try RecordFile(Self.paths.record, in: world.output).create(record)
        let opening = OutputOpening(Self.paths, in: world.output)
        let found = try opening.find(
            sectorCount: setting.sectorCount, reopensComplete: true)
        guard let unfinished = found.unfinished() else {
            return world.note("a complete image is not opened again")
        }
        var again = record
        again.state = .started
        let writer = try opening.resume(unfinished, again, rereading: [setting.suspects]) {
            ["orders"]
        }
        map.mark(setting.suspects, as: .untried)
        try rip(writer, map, again, in: world)
    }

    // MARK: - Both

    private func record(_ state: RipRecord.State, _ map: SectorMap) -> RipRecord {
        RipRecord(
            tool: .init(version: "1"), image: "disc.iso", state: state,
            disc: .init(
                DiscDescription(), volumeLabel: nil,
                extent: DiscExtent(sectorCount: setting.sectorCount),
                fingerprint: .init(of: identity)),
            summary: .init(of: map))
    }

    private var identity: DiscIdentity {
        var identity = setting.identity
        for lba in setting.descriptors {
            identity.witnesses[lba] = [UInt8](
                repeating: setting.byte(lba, of: .first), count: Sector.size)
        }
        return identity
    }

    /// Rescues what is missing in a map, and records the end as a rip does.
    private func rip(
        _ writer: consuming ImageWriter, _ map: SectorMap, _ record: RipRecord,
        in world: OrderWorld
    ) throws(OutputError) {
        var engine = RescueEngine(
            source: OrderSource(world: world), sink: OrderSink(writer: writer, world: world),
            map: map, formTwo: record.disc.formTwo, identity: identity, policy: setting.policy,
            host: world)
        let end: RescueEnd
        do throws(OrderSink.Failure) {
            end = try engine.run()
        } catch {
            if !world.hasFailedSink, !world.isOver { world.note("\(error) without a reason") }
            return
        }
        guard !world.isOver else { return }
        let progress = engine.progress
        judge(end, engine.sink.writer.holding(progress.map), progress, in: world)
        var record = record
        record.state =
            switch end {
            case .complete: .complete
            case .exhausted: .completeWithUnreadable
            default: .interrupted
            }
        record.summary = .init(of: progress.map)
        record.disc.noteFormTwo(progress.formTwo)
        try engine.sink.writer.save(record)
    }

    /// Checks that an end says what is true.
    private func judge(
        _ end: RescueEnd, _ map: SectorMap, _ progress: RescueProgress, in world: OrderWorld
    ) {
        let image = world.output.bytes(Self.paths.image) ?? []
        let bytes = (0..<setting.sectorCount).map {
            DiskTruth.uniformByte(of: SectorRange($0, $0 + 1), in: image)
        }
        let isTrue = bytes.indices.map { lba in
            bytes[lba].map { setting.isTrue($0, at: lba) } ?? false
        }
        if let lba = bytes.indices.first(where: { map.status(at: $0) == .rescued && !isTrue[$0] }) {
            world.note("\(end): \(lba) is rescued and not in the image")
        }
        let kept = setting.suspects
        if !isTrue[kept.start..<kept.end].allSatisfy({ $0 }), !world.hasFailedSink {
            world.note("\(end): kept bytes are lost")
        }
        let happened = Set(events.map(\.event))
        let isSwapped =
            !world.isHealthy && !happened.isDisjoint(with: [.announcedSwap, .silentSwap])
        if let condition = setting.condition, !world.isHealthy {
            let block = condition.lba / setting.eccBlockSectors
            let missed = bytes.indices.filter {
                map.status(at: $0) != .rescued && $0 / setting.eccBlockSectors != block
            }
            if !missed.isEmpty { world.note("\(end): \(missed) could have been read") }
        }
        if !isSwapped, !progress.formTwo.isEmpty { world.note("Form 2 where none is") }
        switch end {
        case .complete:
            // What an earlier run kept counts as rescued in a later one.
            let isWhole = bytes.indices.allSatisfy {
                world.isHealthy ? isTrue[$0] : bytes[$0] == setting.byte($0, of: .first)
            }
            if !isWhole { world.note("complete, but the image is not the disc") }
        case .otherDisc: if !isSwapped { world.note("another disc, but there was none") }
        case .interrupted: if !happened.contains(.interrupt) { world.note("nobody interrupted") }
        case .exhausted:
            let isWhole = progress.map.isComplete && progress.sectorsKept == 0
            if isWhole, progress.formTwo.isEmpty {
                world.note("exhausted, but nothing is missing")
            }
        default: break
        }
    }

    // MARK: - The second run

    private func goOn(in world: OrderWorld) throws(OutputError) {
        let opening = OutputOpening(Self.paths, in: world.output)
        switch try opening.find(sectorCount: setting.sectorCount) {
        case .nothing: world.note("nothing is found of the first run")
        case .complete: break
        case .changed: world.note("an image that nobody verified has changed")
        case .unfinished(let found):
            var map = found.map
            let record = found.record ?? record(.started, map)
            record.disc.excluded?.forEach { map.exclude($0.range) }
            let writer = try opening.resume(found, record) { ["orders"] }
            try rip(writer, map, record, in: world)
        }
    }

    /// What the image of a drive and a disc that are well lacks.
    private static func difference(
        of system: SimulatedFileSystem, from setting: OrderSetting
    ) -> String? {
        let image = system.bytes(paths.image) ?? []
        let wrong = (0..<setting.sectorCount).filter { lba in
            let byte = DiskTruth.uniformByte(of: SectorRange(lba, lba + 1), in: image)
            return !(byte.map { setting.isTrue($0, at: lba) } ?? false)
        }
        return wrong.isEmpty ? nil : "the image lacks \(wrong)"
    }
}
