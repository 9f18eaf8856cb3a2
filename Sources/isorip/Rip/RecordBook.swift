import DiscIO
import FoundationEssentials
import RescueCore

/// Writes what the record and the map's comments say of this run.
struct RecordBook {
    var disc: DiscDescription
    var volume: VolumeDescriptor?
    var identity: DiscIdentity
    var extent: DiscExtent
    var paths: OutputPaths
    var policy: RescuePolicy
    var startTime = Self.timestamp()

    /// The record at the beginning of a run: a new one, or an earlier one with another run.
    func opening(_ earlier: RipRecord?) -> RipRecord {
        var record =
            earlier
            ?? RipRecord(
                tool: .init(version: Version.current), image: paths.imageName, state: .started,
                disc: .init(
                    disc, volumeLabel: volume?.label, extent: extent,
                    fingerprint: .init(of: identity)),
                summary: .init(of: SectorMap(sectorCount: extent.sectorCount)))
        record.tool = .init(version: Version.current)
        record.state = .started
        record.drive = disc.drive.map(RipRecord.Drive.init)
        record.policy = policy.choices
        record.sums = nil
        record.volumeSums = nil
        record.chunkSums = nil
        record.history.append(.init(started: startTime, drive: record.drive))
        return record
    }

    /// The record at the end of a run.
    func closing(
        _ record: RipRecord, after end: RescueEnd, _ progress: RescueProgress, sums: ImageSums?
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
        record.sums = sums?.whole
        record.volumeSums = sums?.volume
        record.chunkSums = sums?.chunks
        if !record.history.isEmpty {
            let last = record.history.count - 1
            record.history[last].ended = Self.timestamp()
            record.history[last].seconds = progress.elapsed.seconds
            record.history[last].readErrors = progress.readErrors
            record.history[last].outcome = record.state
        }
        return record
    }

    /// The comment lines of a map that is saved now.
    var comments: ImageWriter.MapComments {
        let commandLine = CommandLine.arguments.joined(separator: " ")
        return { [startTime] in
            Mapfile.header(
                version: Version.current, commandLine: commandLine, startTime: startTime,
                currentTime: Self.timestamp())
        }
    }

    private static func timestamp() -> String {
        Date.now.formatted(.iso8601)
    }
}

extension RescuePolicy {
    /// What the user chose, by the names of the options.
    fileprivate var choices: [String: String] {
        var choices = ["effort": effort.rawValue, "retries": "\(retries)"]
        choices["max-time"] = maxTime.map { "\($0.seconds)" }
        choices["max-read-errors"] = maxReadErrors.map { "\($0)" }
        return choices
    }
}
