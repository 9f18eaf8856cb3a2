/// What the numbers of a record can be: one look at all of them, before anybody computes with one.
///
/// A record is a file that anybody may have written. Whoever adds a number to `RipRecord` adds it
/// here.
struct RecordLimits {
    /// The first value that no disc and no rip can have, as its path in the record; nil if there is
    /// none.
    private(set) var unusable: String?

    /// No rip takes longer, in seconds: some 300 centuries.
    private static let mostSeconds = 1e12
    /// Nothing is counted further: sums of such numbers, and the bytes of so many sectors, are still
    /// numbers.
    private static let mostCounted = 1 << 48

    /// Looks at all numbers of a record; those of `chunkSums` and `speeds` were looked at when they
    /// were decoded.
    init(_ record: RipRecord) {
        look(at: record.disc)
        look(at: record.summary)
        for run in record.history {
            look(run.seconds, "history.seconds")
            look(run.readErrors, "history.readErrors")
        }
        look(sectors: record.volumeSums?.sectorCount, "volumeSums.sectorCount")
        for verification in record.verifications ?? [] { look(at: verification) }
        if let merge = record.merge { look(at: merge) }
    }

    private mutating func look(at disc: RipRecord.Disc) {
        look(sectors: disc.sectorCount, "disc.sectorCount")
        for claim in disc.sizes { look(claim.sectorCount, "disc.sizes.sectorCount") }
        for excluded in disc.excluded ?? [] {
            expect(excluded.isInside(disc.sectorCount), "disc.excluded")
        }
        let print = disc.fingerprint
        look(sectors: print.sectorCount, "disc.fingerprint.sectorCount")
        for track in print.tracks {
            let range = SectorRange(checking: track.start, end: track.end)
            look(track.number, "disc.fingerprint.tracks.number")
            look(track.session, "disc.fingerprint.tracks.session")
            expect(range != nil, "disc.fingerprint.tracks")
        }
        for witness in print.witnesses {
            let range = SectorRange(checking: witness.lba, count: 1)
            expect(range != nil, "disc.fingerprint.witnesses.lba")
        }
    }

    private mutating func look(at summary: RipRecord.Summary) {
        look(sectors: summary.untried, "summary.untried")
        look(sectors: summary.untrimmed, "summary.untrimmed")
        look(sectors: summary.unscraped, "summary.unscraped")
        look(sectors: summary.unreadable, "summary.unreadable")
        look(sectors: summary.rescued, "summary.rescued")
        look(sectors: summary.excluded, "summary.excluded")
    }

    private mutating func look(at verification: RipRecord.Verification) {
        look(verification.seconds, "verifications.seconds")
        look(sectors: verification.identicalSectors, "verifications.identicalSectors")
        look(sectors: verification.unreadableSectors, "verifications.unreadableSectors")
        for finding in verification.findings {
            look(from: finding.firstLBA, to: finding.lastLBA, "verifications.findings")
        }
    }

    private mutating func look(at merge: RipRecord.Merge) {
        look(merge.seconds, "merge.seconds")
        for input in merge.inputs {
            look(sectors: input.rescuedSectors, "merge.inputs.rescuedSectors")
            look(sectors: input.takenSectors, "merge.inputs.takenSectors")
        }
        look(sectors: merge.disagreeing.majority, "merge.disagreeing.majority")
        look(sectors: merge.disagreeing.preferred, "merge.disagreeing.preferred")
        look(sectors: merge.disagreeing.undecided, "merge.disagreeing.undecided")
        for place in merge.disagreements {
            look(from: place.firstLBA, to: place.lastLBA, "merge.disagreements")
        }
    }

    /// A first and a last sector; the last one may stand before the first: then there are none.
    private mutating func look(from first: LBA, to last: LBA, _ place: String) {
        expect(last < .max && SectorRange(checking: first, end: last + 1) != nil, place)
    }

    private mutating func look(sectors count: Int?, _ place: String) {
        expect((0...SectorRange.mostSectors).contains(count ?? 0), place)
    }

    private mutating func look(_ count: Int, _ place: String) {
        expect((0...Self.mostCounted).contains(count), place)
    }

    private mutating func look(_ seconds: Double?, _ place: String) {
        expect((0...Self.mostSeconds).contains(seconds ?? 0), place)
    }

    private mutating func expect(_ isUsable: Bool, _ place: String) {
        if !isUsable, unusable == nil { unusable = place }
    }
}

extension RipRecord {
    /// The first value that no disc and no rip can have, as its path in the record; nil if all its
    /// numbers can be computed with.
    package var unusableValue: String? { RecordLimits(self).unusable }
}

extension RipRecord.Exclusion {
    /// Whether the entry makes sense on a disc of so many sectors.
    fileprivate func isInside(_ sectorCount: Int) -> Bool {
        SectorRange(checking: start, end: end).map { $0.end <= sectorCount } ?? false
    }
}
