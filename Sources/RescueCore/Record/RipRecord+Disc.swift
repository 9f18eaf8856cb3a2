extension RipRecord {
    /// The disc an image was made of.
    public struct Disc: Codable, Hashable, Sendable {
        /// The medium as it is printed on the box, if the drive told: `DVD-ROM`.
        public var medium: String?
        /// The current profile, if the drive told (MMC-6 table 92).
        public var profile: UInt16?
        /// The name of the volume.
        public var volumeLabel: String?
        /// How many sectors the image has.
        public var sectorCount: Int
        /// What every source said of the disc's size.
        public var sizes: [SizeClaim]
        /// The sectors of the image that are no data on the disc; nil: none.
        public var excluded: [Exclusion]?
        /// What tells this disc from others.
        public var fingerprint: Fingerprint

        /// Makes the entry of a disc.
        ///
        /// - Parameters:
        ///   - disc: What the drive said.
        ///   - volumeLabel: The name of the volume, if it has one.
        ///   - extent: What the image has to hold.
        ///   - fingerprint: What tells the disc from others.
        package init(
            _ disc: DiscDescription, volumeLabel: String?, extent: DiscExtent,
            fingerprint: Fingerprint
        ) {
            self.medium = disc.profile?.name
            self.profile = disc.profile?.rawValue
            self.volumeLabel = volumeLabel
            self.sectorCount = extent.sectorCount
            self.excluded = extent.exclusions.isEmpty ? nil : extent.exclusions.map(Exclusion.init)
            self.sizes = disc.sizes.map {
                SizeClaim(source: $0.source.rawValue, sectorCount: $0.sectorCount)
            }
            self.fingerprint = fingerprint
        }
    }

    /// A size of the disc, and who said so.
    public struct SizeClaim: Codable, Hashable, Sendable {
        /// A `DiscDescription.SizeClaim.Source`.
        public var source: String
        /// The number of sectors it said.
        public var sectorCount: Int
    }

    /// Sectors of the image that are zeros because the disc has no data there.
    public struct Exclusion: Codable, Hashable, Sendable {
        /// The first of them.
        public var start: LBA
        /// The first sector behind them.
        public var end: LBA
        /// A `DiscExtent.Exclusion.Reason`.
        public var reason: String

        /// Makes the entry of an exclusion.
        public init(_ exclusion: DiscExtent.Exclusion) {
            start = exclusion.range.start
            end = exclusion.range.end
            reason = exclusion.reason.rawValue
        }

        /// The sectors as a range; the entry must make sense, as it does in every record that was read.
        public var range: SectorRange { SectorRange(start, end) }  // checked: by RecordLimits.
    }

    /// What tells one disc from another: a `DiscIdentity` whose sectors are known by their sums.
    public struct Fingerprint: Codable, Hashable, Sendable {
        /// How many sectors the medium said it has.
        public var sectorCount: Int
        /// Its table of contents.
        public var tracks: [Track]
        /// Sectors of the disc, in order.
        public var witnesses: [Witness]

        /// A track in the table of contents.
        public struct Track: Codable, Hashable, Sendable {
            /// Its number, from 1.
            public var number: Int
            /// Its session, from 1.
            public var session: Int
            /// A `Track.Content`.
            public var content: String
            /// Its first sector.
            public var start: LBA
            /// The first sector behind it.
            public var end: LBA
        }

        /// A sector that is known by its sum.
        public struct Witness: Codable, Hashable, Sendable {
            /// Which sector.
            public var lba: LBA
            /// The SHA-256 of its bytes.
            public var sha256: String
        }

        /// Makes the fingerprint of a disc; `sha256` gives a sum as it stands in the record.
        public init(_ identity: DiscIdentity, sha256: ([UInt8]) -> String) {
            sectorCount = identity.sectorCount
            tracks = identity.tracks.map {
                Track(
                    number: $0.number, session: $0.session, content: $0.content.rawValue,
                    start: $0.range.start, end: $0.range.end)
            }
            witnesses = identity.witnesses.sorted { $0.key < $1.key }.map {
                Witness(lba: $0.key, sha256: sha256($0.value))
            }
        }
    }
}

extension RipRecord.Disc {
    /// The sectors that were found to be of Form 2.
    public var formTwo: [SectorRange] {
        (excluded ?? []).filter { $0.reason == Reason.form2.rawValue }.map(\.range)
    }

    /// Notes the sectors that were found to be of Form 2, in the place of those noted before.
    public mutating func noteFormTwo(_ ranges: [SectorRange]) {
        let others = (excluded ?? []).filter { $0.reason != Reason.form2.rawValue }
        let all = others + ranges.map { RipRecord.Exclusion(.init($0, .form2)) }
        excluded = all.isEmpty ? nil : all.sorted { $0.start < $1.start }
    }

    /// Where the sessions may begin that have data, ascending.
    public var sessionStarts: [LBA] {
        SessionStarts.all(
            of: fingerprint.tracks.map { ($0.start, $0.content == Track.Content.data.rawValue) },
            sectorCount: sectorCount)
    }

    private typealias Reason = DiscExtent.Exclusion.Reason
}

extension RipRecord.Fingerprint {
    /// Whether the disc is known to have a sector with such a sum.
    func knows(_ lba: LBA, by sha256: String) -> Bool {
        witnesses.contains { $0.lba == lba && $0.sha256 == sha256 }
    }

    /// The sectors to read when a disc is to be compared with this fingerprint.
    public var witnessSectors: [LBA] { witnesses.map(\.lba) }

    /// The first thing in which a disc differs from the recorded one; nil if it is the same disc,
    /// as far as can be told.
    ///
    /// A witness that only one of the two has says nothing, nor does a record of an image that was
    /// made without a table of contents.
    public func mismatch(with found: Self) -> DiscRecognition.Difference? {
        guard sectorCount == found.sectorCount else {
            return .sectorCount(known: sectorCount, found: found.sectorCount)
        }
        guard tracks.isEmpty || tracks == found.tracks else { return .tracks }
        let others = Dictionary(found.witnesses.map { ($0.lba, $0.sha256) }) { first, _ in first }
        for witness in witnesses {
            if let other = others[witness.lba], other != witness.sha256 {
                return .sector(witness.lba)
            }
        }
        return nil
    }
}
