import DiscIO
import FoundationEssentials
import RescueCore

/// Writes what the record and the map's comments say of a merge.
struct MergeBook {
    var inputs: MergeInputs
    var paths: OutputPaths
    var sectorCount: Int
    var prefer: String?
    var startTime = Date.now.formatted(.iso8601)

    /// The record before anything is merged.
    func opening() throws(CommandFailure) -> RipRecord {
        var policy: [String: String] = [:]
        policy["prefer"] = prefer.map { OutputPaths(image: $0).imageName }
        return RipRecord(
            tool: .init(version: Version.current), image: paths.imageName, state: .started,
            disc: try disc(), policy: policy,
            summary: .init(of: SectorMap(sectorCount: sectorCount)))
    }

    /// The record of the merged image.
    func closing(
        _ record: RipRecord, _ result: MergeResult, sums: ImageSums, seconds: Double
    ) -> RipRecord {
        var record = record
        record.state = result.map.isComplete ? .complete : .completeWithUnreadable
        record.summary = .init(of: result.map)
        record.disc.excluded = excluded(in: result.map)
        record.sums = sums.whole
        record.volumeSums = sums.volume
        record.chunkSums = sums.chunks
        record.merge = RipRecord.Merge(
            started: startTime, seconds: seconds, inputs: entries(result), result: result)
        return record
    }

    /// The comment lines of the map.
    var comments: ImageWriter.MapComments {
        let commandLine = CommandLine.arguments.joined(separator: " ")
        return { [startTime] in
            Mapfile.header(
                version: Version.current, commandLine: commandLine, startTime: startTime,
                currentTime: Date.now.formatted(.iso8601))
        }
    }

    private func entries(_ result: MergeResult) -> [RipRecord.Merge.Input] {
        inputs.copies.indices.map { place in
            let copy = inputs.copies[place]
            return .init(
                image: copy.paths.imageName,
                rescuedSectors: inputs.maps[place].count(of: .rescued),
                takenSectors: result.taken[place], drive: copy.record?.drive)
        }
    }

    private func excluded(in map: SectorMap) -> [RipRecord.Exclusion]? {
        // What one record leaves out may have been taken from another copy.
        let kept = inputs.exclusions.filter { exclusion in
            map.runs(in: exclusion.range).allSatisfy { $0.status == .excluded }
        }
        return kept.isEmpty ? nil : kept
    }

    private func disc() throws(CommandFailure) -> RipRecord.Disc {
        if var disc = inputs.record?.disc {
            disc.sectorCount = sectorCount
            disc.excluded = nil
            return disc
        }
        // Images of other programs tell no more than what they hold.
        var witnesses: [LBA: [UInt8]] = [:]
        for copy in inputs.copies {
            do throws(ImageError) {
                let found = try copy.sectors(DiscIdentity.descriptorSectors)
                witnesses.merge(found) { first, _ in first }
            } catch {
                throw CommandFailure(.outputFailed, "\(error)")
            }
        }
        let identity = DiscIdentity(sectorCount: sectorCount, witnesses: witnesses)
        let volume = witnesses[VolumeDescriptor.lba].flatMap { VolumeDescriptor(sector: $0) }
        return RipRecord.Disc(
            DiscDescription(sizes: [.init(.file, sectorCount: sectorCount)]),
            volumeLabel: volume?.label, extent: DiscExtent(sectorCount: sectorCount),
            fingerprint: .init(of: identity))
    }
}
