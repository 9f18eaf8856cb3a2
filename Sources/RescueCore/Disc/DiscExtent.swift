/// What an image of a disc has to hold: how many sectors, and which of them are no data.
///
/// An image keeps the addresses of the disc, so whatever lies between its data is in it as zeros.
public struct DiscExtent: Hashable, Sendable {
    /// Sectors of the disc that no image of 2048-byte sectors can hold.
    public struct Exclusion: Hashable, Sendable {
        /// What they are instead.
        public enum Reason: String, CaseIterable, Hashable, Sendable {
            /// A track of sound.
            case audio = "audio"
            /// What lies between two tracks: pregaps, and the lead-out and lead-in of sessions.
            case gap = "gap"
            /// Sectors of 2324 bytes, as on Video CDs (ECMA-130 annex, CD-ROM XA Mode 2 Form 2).
            case form2 = "form-2"
        }

        /// The sectors.
        public var range: SectorRange
        /// What they are.
        public var reason: Reason

        /// Makes an exclusion.
        public init(_ range: SectorRange, _ reason: Reason) {
            self.range = range
            self.reason = reason
        }
    }

    /// What was decided about the end of the image, and on what grounds.
    public enum Finding: Hashable, Sendable {
        /// The sources disagree; sectors as far as the largest believable size can be read.
        case readableEnd(claims: [DiscDescription.SizeClaim])
        /// The sources disagree; behind the end nothing can be read, and one source says it ends here.
        case unreadableBehind(claims: [DiscDescription.SizeClaim])
        /// The volume on the disc is larger than the disc.
        case volumeCut(DiscDescription.SizeClaim)
        /// The last sectors of the last track are its run-out: written with it, but no data.
        case runOut(SectorRange)
    }

    /// How many sectors the image has.
    public var sectorCount: Int

    /// What is left out, ascending, all of it inside the image.
    public var exclusions: [Exclusion]

    /// What was decided, and why; empty if there was nothing to decide.
    public var findings: [Finding]

    /// Makes the extent of an image.
    public init(sectorCount: Int, exclusions: [Exclusion] = [], findings: [Finding] = []) {
        self.sectorCount = sectorCount
        self.exclusions = exclusions
        self.findings = findings
    }
}

extension SectorMap {
    /// Takes sectors out of the rescue; those that were rescued all the same stay in.
    public mutating func exclude(_ range: SectorRange) {
        for run in Array(runs(in: range.clamped(to: self.range))) where run.status != .rescued {
            mark(run.range, as: .excluded)
        }
    }
}
