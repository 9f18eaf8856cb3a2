/// How a rescue knows its disc again: by its descriptors, and by sectors that are in the image.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// The samples of the first checkpoint lie behind so many sectors.
    private static var firstSamples: [Int] { [0, 12, 24, 48, 96, 256, 1_024, 4_096, 16_384] }
    /// So many sectors behind a sample are looked at for one that tells discs apart.
    private static var sampleReach: Int { 8 }

    mutating func lookOnce(isThorough: Bool) throws(ReadFault) -> DiscMatch {
        switch try look(atSamples: isThorough ? 8 : 2, isThorough: isThorough) {
        case .same: return .sameDisc
        case .other: return .otherDisc
        case .unknown: return .unknown(nil)
        case .doubtful:
            // Either the drive misread one sector once, or it is another disc that is nearly alike.
            let verdict = try look(
                atSamples: DiscRecognition.samplesInDoubt, isThorough: isThorough)
            switch verdict {
            case .same: return .sameDisc
            case .unknown: return .unknown(nil)
            case .doubtful(let sectors, _) where verdict.isMisreading:
                misread = sectors
                return .sameDisc
            case .doubtful, .other: return .otherDisc
            }
        }
    }

    private mutating func look(
        atSamples count: Int, isThorough: Bool
    ) throws(ReadFault) -> DiscRecognition.Verdict {
        let (held, confirmed) = heldSamples(count)
        let known = identity
        var descriptors = Set(known.witnesses.keys)
        // Where the image tells the disc, descriptors that take long are left alone.
        if !isThorough, !confirmed.isEmpty { descriptors.subtract(lookAccount.tiresome) }
        let isOver = endOfLook(patience: policy.patience)
        return try source.look(
            for: known,
            DiscRecognition(
                descriptors: Array(descriptors), samples: Array(held.keys), essential: confirmed),
            account: &lookAccount, host: host, isOver: isOver,
            isAsKnown: { lba, bytes in held[lba] == bytes || known.witnesses[lba] == bytes })
    }

    /// Sectors of the image, with their bytes, and which of them were recorded: some from all over the
    /// disc, and the first one that was not recorded, between which a disc may have been exchanged.
    ///
    /// Sectors that took long, or could not be read, in an earlier look come last.
    private mutating func heldSamples(
        _ count: Int
    ) -> (held: [LBA: [UInt8]], confirmed: Set<LBA>) {
        // Discs whose descriptors are alike differ elsewhere.
        let rescued = SectorSet(map.runs.lazy.filter { $0.status == .rescued }.map(\.range))
            .subtracting(
                SectorSet(identity.witnesses.keys.map { SectorRange(start: $0, count: 1) }))
        let fresh = rescued.subtracting(rescued.subtracting(SectorSet(unconfirmed)))
        let tiresome = SectorSet(lookAccount.tiresome.map { SectorRange(start: $0, count: 1) })
        let recorded = rescued.subtracting(fresh)
        let restful = recorded.subtracting(tiresome)
        var held: [LBA: [UInt8]] = [:]
        for range in (restful.isEmpty ? recorded : restful).samples(count) {
            guard let sample = sample(in: range) else { continue }
            held[sample.lba] = sample.bytes
        }
        let confirmed = Set(held.keys)
        // As long as nothing is recorded, an exchange shows in what was read first, if anywhere; and
        // the first sectors of a disc are like those of many others.
        let places = confirmed.isEmpty ? Self.firstSamples : [0]
        let new = fresh.subtracting(tiresome)
        let more = count == DiscRecognition.samplesInDoubt ? new.samples(count) : []
        for range in new.samples(at: places) + more {
            guard let sample = sample(in: range) else { continue }
            held[sample.lba] = sample.bytes
        }
        return (held, confirmed)
    }

    /// The first sector that is not one byte all over: many discs have such.
    private mutating func sample(in range: SectorRange) -> (lba: LBA, bytes: [UInt8])? {
        var first: (lba: LBA, bytes: [UInt8])?
        for lba in range.start..<min(range.end, range.start + Self.sampleReach) {
            guard let bytes = try? sink.sector(at: lba) else { return first }
            if bytes.contains(where: { $0 != bytes[0] }) { return (lba, bytes) }
            first = first ?? (lba, bytes)
        }
        return first
    }
}
