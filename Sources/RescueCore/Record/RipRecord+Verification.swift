extension RipRecord {
    /// One verification of the image, and what it found.
    public struct Verification: Codable, Hashable, Sendable {
        /// When it began.
        public var started: String
        /// How long it took.
        public var seconds: Double
        /// The drive the disc was read in; nil without a disc, and for an image in its place.
        public var drive: Drive?
        /// What the image was compared with: `disc`, `record` and so on.
        public var against: [String]
        /// The verdict in one word.
        public var verdict: String
        /// How many sectors were the same on all sides; nil without a disc.
        public var identicalSectors: Int?
        /// How many sectors were rescued once and could not be read now; nil without a disc.
        public var unreadableSectors: Int?
        /// What was found, by rising LBA; the first `mostFindings` ranges only.
        public var findings: [Finding]

        /// The verdict where nothing differs.
        package static let identical = "identical"
        /// The verdict where something does.
        package static let different = "different"
        /// The kind of a finding by the checksums of pieces in the record.
        package static let chunks = "chunks"
        /// The kind of a finding by the checksums of the whole in the record.
        package static let record = "record"

        /// The most ranges that are kept.
        public static let mostFindings = 1_000

        /// Neighbouring sectors with the same thing wrong.
        public struct Finding: Codable, Hashable, Sendable {
            /// A `VerifyFinding`.
            public var kind: String
            /// The first sector.
            public var firstLBA: LBA
            /// The last sector.
            public var lastLBA: LBA

            /// Makes a finding about the sectors from `firstLBA` to `lastLBA`.
            public init(kind: String, firstLBA: LBA, lastLBA: LBA) {
                self.kind = kind
                self.firstLBA = firstLBA
                self.lastLBA = lastLBA
            }
        }

        /// Makes the entry of a verification; of the findings only the first ones are kept.
        package init(
            started: String, seconds: Double, drive: Drive? = nil, against: [String],
            verdict: String, findings: [Finding]
        ) {
            self.started = started
            self.seconds = seconds
            self.drive = drive
            self.against = against
            self.verdict = verdict
            self.findings = Array(findings.prefix(Self.mostFindings))
        }

        /// Makes the entry of a verification with a disc.
        package init(
            started: String, seconds: Double, drive: Drive?, against: [String], verdict: String,
            result: VerifyResult
        ) {
            self.init(
                started: started, seconds: seconds, drive: drive, against: against,
                verdict: verdict, findings: result.list)
            identicalSectors = result.identical
            unreadableSectors = result.unreadable.sectorCount
        }
    }
}

extension VerifyResult {
    /// All findings, by rising LBA.
    public var list: [RipRecord.Verification.Finding] {
        findings.flatMap { finding, ranges in
            ranges.map {
                .init(kind: finding.rawValue, firstLBA: $0.start, lastLBA: $0.end - 1)
            }
        }.sorted { ($0.firstLBA, $0.kind) < ($1.firstLBA, $1.kind) }
    }
}

extension RipRecord {
    /// The sectors that another read from the disc may put right, by the last comparison with it.
    ///
    /// Where two of three reads gave what the image holds, it is right already.
    public var sectorsToReread: [SectorRange] {
        let last = (verifications ?? []).last { $0.against.contains("disc") }
        let kinds: [VerifyFinding] = [
            .unstableOutvoted, .unstableUndecided, .imageChanged, .imageDiffers,
        ]
        let disc = SectorRange(0, disc.sectorCount)  // checked: by RecordLimits.
        return (last?.findings ?? []).compactMap { finding in
            guard kinds.contains(where: { $0.rawValue == finding.kind }),
                0 <= finding.firstLBA, finding.firstLBA <= finding.lastLBA,
                finding.lastLBA < disc.end
            else { return nil }
            // checked: two sectors of the disc.
            return SectorRange(finding.firstLBA, finding.lastLBA + 1)
        }
    }

    /// Whether a second pass compared all that the image holds now, whatever it found.
    ///
    /// One that was made before more was rescued says nothing of that.
    public var isComparedWithDisc: Bool {
        (verifications ?? []).contains { verification in
            guard verification.against.contains("disc"),
                [Verification.identical, Verification.different].contains(verification.verdict)
            else { return false }
            let found = SectorSet(
                verification.findings.compactMap {
                    SectorRange(checking: $0.firstLBA, end: $0.lastLBA &+ 1)
                })
            let compared = (verification.identicalSectors ?? 0) + found.count
            return compared + (verification.unreadableSectors ?? 0) >= summary.rescued
        }
    }

    /// How many sectors of the image the last verification found not to be what was read from the disc.
    ///
    /// A list that is of another edition, or a disc that reads differently, says nothing of the image.
    package var sectorsFoundChanged: Int {
        guard let last = verifications?.last, last.verdict == Verification.different else {
            return 0
        }
        let kinds: Set = [
            VerifyFinding.imageChanged.rawValue, VerifyFinding.imageDiffers.rawValue,
            VerifyFinding.imageTooShort.rawValue, VerifyFinding.unstableOutvoted.rawValue,
            Verification.chunks, Verification.record,
        ]
        let disc = SectorRange(0, disc.sectorCount)  // checked: by RecordLimits.
        let ranges = last.findings.filter { kinds.contains($0.kind) }.compactMap { finding in
            SectorRange(checking: finding.firstLBA, end: finding.lastLBA &+ 1)
        }.filter(disc.contains)
        return SectorSet(ranges).count
    }
}
