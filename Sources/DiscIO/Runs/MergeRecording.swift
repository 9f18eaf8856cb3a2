import RescueCore

/// Writes down what a merge does: the record of the merged image.
struct MergeRecording {
    let copies: [StoredImage]
    /// What can be taken from each copy.
    let maps: [SectorMap]
    /// All that some record knows to be no data.
    let exclusions: [RipRecord.Exclusion]
    let image: String
    let sectorCount: Int
    let preferred: Int?
    let stamp = RunStamp()

    /// The record before anything is merged.
    func opening() throws -> RipRecord {
        var policy: [String: String] = [:]
        policy["prefer"] = preferred.map { copies[$0].paths.imageName }
        return RipRecord(
            tool: .init(version: ProgramVersion.current), image: image, state: .started,
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
        record.note(sums)
        record.merge = RipRecord.Merge(
            started: stamp.startTime, seconds: seconds, inputs: entries(result), result: result)
        return record
    }

    private func entries(_ result: MergeResult) -> [RipRecord.Merge.Input] {
        copies.indices.map { place in
            .init(
                image: copies[place].paths.imageName,
                rescuedSectors: maps[place].count(of: .rescued),
                takenSectors: result.taken[place], drive: copies[place].record?.drive)
        }
    }

    private func excluded(in map: SectorMap) -> [RipRecord.Exclusion]? {
        // What one record leaves out may have been taken from another copy.
        let kept = exclusions.filter { exclusion in
            map.runs(in: exclusion.range).allSatisfy { $0.status == .excluded }
        }
        return kept.isEmpty ? nil : kept
    }

    private func disc() throws -> RipRecord.Disc {
        if var disc = copies.lazy.compactMap(\.record).first?.disc {
            disc.sectorCount = sectorCount
            disc.excluded = nil
            return disc
        }
        // Images of other programs tell no more than what they hold.
        var witnesses: [LBA: [UInt8]] = [:]
        for copy in copies {
            let found = try copy.sectors(DiscIdentity.descriptorSectors)
            witnesses.merge(found) { first, _ in first }
        }
        let identity = DiscIdentity(sectorCount: sectorCount, witnesses: witnesses)
        let volume = witnesses[VolumeDescriptor.lba].flatMap { VolumeDescriptor(sector: $0) }
        return RipRecord.Disc(
            DiscDescription(sizes: [.init(.file, sectorCount: sectorCount)]),
            volumeLabel: volume?.label, extent: DiscExtent(sectorCount: sectorCount),
            fingerprint: .init(of: identity))
    }
}
