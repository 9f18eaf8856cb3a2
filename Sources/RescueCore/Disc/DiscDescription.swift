/// All that the drive says of itself and of the disc in it, before the first sector is read.
public struct DiscDescription: Hashable, Sendable {
    /// How far a disc was written.
    ///
    /// Source: MMC-6 6.21.3.1, READ DISC INFORMATION, Disc Status.
    public enum Status: String, Hashable, Sendable {
        /// Nothing was written.
        case blank = "blank"
        /// Something was written, and more can be.
        case appendable = "appendable"
        /// Nothing can be added.
        case complete = "complete"
        /// A random-access or rewritable medium without such a status.
        case other = "other"
    }

    /// The protection a disc declares.
    ///
    /// Source: MMC-6 6.22.3.2.2, READ DISC STRUCTURE format 01h, Copyright Protection System Type.
    public enum Protection: String, Hashable, Sendable {
        case css = "CSS"
        case cprm = "CPRM"
        case aacs = "AACS"
        case unknown = "unknown"
    }

    /// A size of the disc, and who says so.
    public struct SizeClaim: Hashable, Sendable {
        /// Who can say how large a disc is.
        public enum Source: String, CaseIterable, Hashable, Sendable {
            case readCapacity = "READ CAPACITY"
            case trackInformation = "READ TRACK INFORMATION"
            case leadOut = "lead-out"
            case physicalFormat = "physical format"
            case iso9660 = "ISO 9660"
            case udf = "UDF"
            case file = "file"
        }

        /// Who says it.
        public var source: Source
        /// The first sector behind the end, which is the number of sectors.
        public var sectorCount: Int

        /// Makes a claim.
        public init(_ source: Source, sectorCount: Int) {
            self.source = source
            self.sectorCount = sectorCount
        }
    }

    /// The drive, unless the disc is an image.
    public var drive: DriveIdentity?

    /// The kind of medium; nil where the drive does not tell, and for images.
    public var profile: DiscProfile?

    /// How far the disc was written; nil where the drive does not tell.
    public var status: Status?

    /// Every size that was learnt, in the order of `SizeClaim.Source`.
    public var sizes: [SizeClaim]

    /// The tracks of all sessions; empty where there is no table of contents.
    public var tracks: [Track]

    /// The protection the disc declares; nil if it declares none.
    public var protection: Protection?

    /// Makes a description of what was learnt.
    public init(
        drive: DriveIdentity? = nil, profile: DiscProfile? = nil, status: Status? = nil,
        sizes: [SizeClaim] = [], tracks: [Track] = [], protection: Protection? = nil
    ) {
        self.drive = drive
        self.profile = profile
        self.status = status
        self.sizes = sizes
        self.tracks = tracks
        self.protection = protection
    }

    /// How many sessions the disc has, as far as the table of contents tells; at least 1.
    public var sessionCount: Int { tracks.map(\.session).max() ?? 1 }

    /// Where the volume begins that a computer mounts: with the first data track of the last session
    /// that has one.
    public var volumeStart: LBA {
        let dataTracks = tracks.filter { $0.content == .data }
        guard let session = dataTracks.last?.session else { return 0 }
        return dataTracks.first { $0.session == session }?.range.start ?? 0
    }

    /// The sectors by which the disc is known: the descriptors of its first and its last volume.
    public var descriptorSectors: [LBA] {
        let starts: Set = [0, volumeStart]
        return starts.sorted().flatMap { start in
            DiscIdentity.descriptorSectors.map { start + $0 }
        }
    }

    /// Whether all tracks are audio: there is nothing on the disc that fits into an image.
    public var isAudioOnly: Bool {
        !tracks.isEmpty && tracks.allSatisfy { $0.content == .audio }
    }

    /// The kind of disc, by its profile, or else by its size.
    public var family: DiscProfile.Family {
        profile?.family ?? DiscProfile.Family(sectorCount: sizes.first?.sectorCount ?? 0)
    }
}

/// A drive's name for itself.
///
/// Source: SPC-4 6.4.2, standard INQUIRY data; the fields without their padding.
public struct DriveIdentity: Hashable, Sendable {
    /// T10 VENDOR IDENTIFICATION.
    public var vendor: String
    /// PRODUCT IDENTIFICATION.
    public var product: String
    /// PRODUCT REVISION LEVEL: the firmware.
    public var revision: String

    /// Makes a drive's identity.
    public init(vendor: String, product: String, revision: String) {
        self.vendor = vendor
        self.product = product
        self.revision = revision
    }
}
