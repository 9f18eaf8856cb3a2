import DiscIO
import RescueCore

/// A run as one JSON object a line, for programs.
struct JSONDisplay: RunDisplay {
    private let console: Console
    private var progress = Throttle(.seconds(1), isDueAtOnce: true)

    init(_ console: Console) {
        self.console = console
    }

    mutating func end() {}

    mutating func show(_ event: RunEvent) {
        switch event {
        case .ripBegan(let start): write(start)
        case .rescue(let event, let progress): show(event, progress)
        case .comparisonBegan(let start):
            progress = Throttle(.seconds(1))
            write(start)
        case .comparison(let event, let progress): show(event, progress)
        case .remark, .hasWork, .summing, .copied, .compared, .checked, .bytes: break
        }
    }

    private func write(_ line: JSONLine) {
        console.result(JSONText.of(line))
    }

    private func write(_ start: RipStart) {
        write(
            JSONLine(
                "start",
                [
                    "version": ProgramVersion.current, "device": start.device,
                    "image": start.image, "label": start.volume?.label,
                    "profile": start.disc.profile?.name, "sectors": start.map.sectorCount,
                    "rescuedSectors": start.map.count(of: .rescued), "resumed": start.isResumed,
                ]))
    }

    private func write(_ start: ComparisonStart) {
        write(
            JSONLine(
                "verify-start",
                [
                    "version": ProgramVersion.current, "image": start.image,
                    "device": start.device, "sectors": start.sectors,
                    "hasFirstPass": start.hasFirstPass,
                ]))
    }

    private mutating func show(_ event: RescueEvent, _ progress: RescueProgress) {
        let seconds = progress.elapsed.seconds
        switch event {
        case .checkpoint:
            let rescued = progress.map.count(of: .rescued)
            write(JSONLine("checkpoint", ["rescuedSectors": rescued, "seconds": seconds]))
        case .distrusted(let sectors):
            write(JSONLine("distrusted", ["sectors": sectors, "seconds": seconds]))
        case .stage(let stage):
            write(
                JSONLine(
                    "stage",
                    [
                        "stage": stage.aim.rawValue, "isLast": stage.isLast,
                        "sectors": stage.sectors?.count, "chosenFiles": stage.files.count,
                        "completeFiles": stage.files.completeCount(in: progress.map),
                        "seconds": seconds,
                    ]))
        case .phase: write(progress)
        case .drive(let event):
            write(event, seconds)
            if case .waiting = event, self.progress.isDue() { write(progress) }
        case .rescued: if self.progress.isDue() { write(progress) }
        case .started, .reading, .ended: break
        }
    }

    private func write(_ progress: RescueProgress) {
        write(
            JSONLine(
                "progress",
                [
                    "stage": progress.stage?.aim.rawValue, "phase": progress.phase.rawValue,
                    "pass": progress.pass, "lba": progress.position,
                    "sectors": progress.map.sectorsByStatus, "readErrors": progress.readErrors,
                    "seconds": progress.elapsed.seconds,
                ]))
    }

    private mutating func show(_ event: VerifyEvent, _ progress: VerifyProgress) {
        switch event {
        case .drive(let event): write(event, progress.elapsed.seconds)
        case .compared: break
        case .started, .reading, .rereading, .ended: return
        }
        guard self.progress.isDue() else { return }
        write(
            JSONLine(
                "verify-progress",
                [
                    "lba": progress.position, "comparedSectors": progress.sectorsRead,
                    "sectors": progress.sectorsToCompare, "differingSectors": progress.differing,
                    "readErrors": progress.readErrors, "seconds": progress.elapsed.seconds,
                ]))
    }

    /// What the drive does, in a rip or in a comparison.
    private func write(_ event: DriveEvent, _ seconds: Double) {
        switch event {
        case .fault(let fault):
            write(
                JSONLine(
                    "fault",
                    [
                        "kind": fault.kind.rawValue, "lba": fault.range.start,
                        "count": fault.range.count, "failingLBA": fault.failingLBA,
                        "senseKey": fault.sense?.key, "asc": fault.sense?.asc,
                        "ascq": fault.sense?.ascq, "seconds": seconds,
                    ]))
        case .lost(let fault, _):
            write(JSONLine("lost", ["kind": fault.kind.rawValue, "seconds": seconds]))
        case .returned: write(JSONLine("returned", ["seconds": seconds]))
        case .resting(let duration):
            write(JSONLine("resting", ["rest": duration.seconds, "seconds": seconds]))
        case .waiting: break
        }
    }
}
