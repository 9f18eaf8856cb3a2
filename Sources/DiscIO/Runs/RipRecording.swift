import RescueCore

/// Writes down what a rip does: its part of the image's record.
struct RipRecording {
    let disc: DiscDescription
    let volume: VolumeDescriptor?
    let identity: DiscIdentity
    let extent: DiscExtent
    let image: String
    let settings: RipSettings
    let stamp = RunStamp()

    /// The record at the beginning of a run: a new one, or an earlier one with another run.
    func opening(_ earlier: RipRecord?) -> RipRecord {
        let tool = RipRecord.Tool(version: ProgramVersion.current)
        var record =
            earlier
            ?? RipRecord(
                tool: tool, image: image, state: .started,
                disc: .init(
                    disc, volumeLabel: volume?.label, extent: extent,
                    fingerprint: .init(of: identity)),
                summary: .init(of: SectorMap(sectorCount: extent.sectorCount)))
        record.tool = tool
        record.state = .started
        record.drive = disc.drive.map(RipRecord.Drive.init)
        record.policy = settings.choices
        record.note(nil)
        record.history.append(.init(started: stamp.startTime, drive: record.drive))
        return record
    }

    /// The record at the end of a run.
    func closing(
        _ record: RipRecord, after end: RescueEnd, _ progress: RescueProgress,
        _ speeds: SpeedProfile, sums: ImageSums?
    ) -> RipRecord {
        var record = record
        record.state =
            switch end {
            case .complete: .complete
            case .exhausted: .completeWithUnreadable
            default: .interrupted
            }
        record.summary = .init(of: progress.map)
        record.disc.noteFormTwo(progress.formTwo)
        record.note(sums)
        record.speeds = speeds
        guard var run = record.history.popLast() else { return record }
        run.ended = RunStamp.now
        run.seconds = progress.elapsed.seconds
        run.readErrors = progress.readErrors
        run.outcome = record.state
        record.history.append(run)
        return record
    }
}
