/// How a rescue knows its disc again: by its descriptors, and by sectors that are in the image.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// After somebody asked for the end, a look may take so much longer.
    private static var lastLook: Duration { .seconds(10) }
    /// So many sectors behind a sample are looked at for one that tells discs apart.
    private static var sampleReach: Int { 8 }

    mutating func lookOnce(isThorough: Bool) throws(ReadFault) -> DiscCheck {
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
        let held = heldSamples(count)
        let known = identity
        var descriptors = Set(known.witnesses.keys)
        var samples = Set(held.keys)
        if !isThorough {
            let rest = descriptors.union(samples).subtracting(lookAccount.tiresome)
            if !rest.isEmpty {
                descriptors.formIntersection(rest)
                samples.formIntersection(rest)
            }
        }
        let (host, start, patience) = (host, host.now(), policy.patience)
        let maxTime = policy.maxTime.map { startTime + $0 }
        return try source.look(
            for: known,
            DiscRecognition(descriptors: descriptors.sorted(), samples: samples.sorted()),
            account: &lookAccount, host: host,
            isOver: {
                let now = host.now()
                let mustEnd = host.isStopRequested || maxTime.map { now >= $0 } == true
                return now - start > (mustEnd ? min(patience, Self.lastLook) : patience)
            },
            isAsKnown: { lba, bytes in held[lba] == bytes || known.witnesses[lba] == bytes })
    }

    /// Sectors of the image, with their bytes: some from all over the disc, the last one that was
    /// recorded and the first one that was not, between which a disc may have been exchanged.
    private mutating func heldSamples(_ count: Int) -> [LBA: [UInt8]] {
        let map = progress.map
        let ends = [unconfirmed.first?.start, lastConfirmed].compactMap(\.self)
        var held: [LBA: [UInt8]] = [:]
        for lba in map.rescuedSamples(count) + ends where map.status(at: lba) == .rescued {
            guard let sample = sample(in: map.run(at: lba).range, from: lba) else { continue }
            held[sample.lba] = sample.bytes
        }
        return held
    }

    /// The first sector that is not one byte all over: many discs have such.
    private mutating func sample(
        in range: SectorRange, from start: LBA
    ) -> (lba: LBA, bytes: [UInt8])? {
        var first: (lba: LBA, bytes: [UInt8])?
        for lba in start..<min(range.end, start + Self.sampleReach) {
            guard let bytes = try? sink.sector(at: lba) else { return first }
            if bytes.contains(where: { $0 != bytes[0] }) { return (lba, bytes) }
            first = first ?? (lba, bytes)
        }
        return first
    }
}
