package import RescueCore

/// How a disc is divided, and what it says of itself: all that a drive tells without reading a sector.
package struct DiscLayout: Hashable, Sendable {
    /// The kind of medium.
    package var profile: DiscProfile

    /// How far the disc was written.
    package var status: DiscDescription.Status

    /// The tracks, ascending; those of a session follow each other without a gap.
    ///
    /// Between the sessions of a disc lie sectors that belong to no track. Empty: a blank disc.
    package var tracks: [Track]

    /// The run-outs behind the tracks that were written at once (TAO): 2 sectors of the track each.
    package var runOuts: [SectorRange]

    /// The Form 2 sectors of XA tracks: 2324 bytes that READ(10) does not deliver.
    package var formTwo: [SectorRange]

    /// Whether the tracks are Mode 2 XA ones.
    package var isXA: Bool

    /// What READ CAPACITY says; nil: the truth, the end of the last track.
    package var claimedSectorCount: Int?

    /// How many layers the disc has.
    package var layers: Int

    /// The protection the disc declares.
    package var protection: DiscDescription.Protection?

    /// Makes the layout of a disc.
    package init(
        profile: DiscProfile, status: DiscDescription.Status = .complete, tracks: [Track],
        runOuts: [SectorRange] = [], formTwo: [SectorRange] = [], isXA: Bool = false,
        claimedSectorCount: Int? = nil, layers: Int = 1,
        protection: DiscDescription.Protection? = nil
    ) {
        self.profile = profile
        self.status = status
        self.tracks = tracks
        self.runOuts = runOuts
        self.formTwo = formTwo
        self.isXA = isXA
        self.claimedSectorCount = claimedSectorCount
        self.layers = layers
        self.protection = protection
    }

    /// Makes the layout of a pressed disc with one data track.
    package init(family: DiscProfile.Family, sectorCount: Int) {
        let profile: DiscProfile =
            switch family {
            case .cd: .cdROM
            case .dvd: .dvdROM
            case .bd: .bdROM
            }
        let track = Track(
            number: 1, session: 1, content: .data, range: SectorRange(0, sectorCount))
        self.init(profile: profile, tracks: [track])
    }
}

extension DiscLayout {
    /// The first sector behind the last track: the start of the last lead-out.
    package var sectorCount: Int { tracks.last?.range.end ?? 0 }

    /// How many sessions there are; a blank disc has one, an empty one.
    package var sessionCount: Int { tracks.last?.session ?? 1 }

    /// The tracks of one session.
    func tracks(ofSession session: Int) -> [Track] {
        tracks.filter { $0.session == session }
    }

    /// The track that holds a sector, if one does.
    func track(at lba: LBA) -> Track? {
        tracks.first { $0.range.contains(lba) }
    }

    /// Whether a sector holds user data that READ(10) delivers, if it is not damaged.
    package func isReadable(_ lba: LBA) -> Bool {
        readablePrefix(of: SectorRange(start: lba, count: 1)) == 1
    }

    private var withoutUserData: [SectorRange] { runOuts + formTwo }

    /// How many sectors hold user data that READ(10) delivers.
    package var readableCount: Int {
        let data = tracks.filter { $0.content == .data }.reduce(0) { $0 + $1.range.count }
        return data - withoutUserData.reduce(0) { $0 + $1.count }
    }

    /// How many sectors from the start of `range` on hold user data and can be had by READ(10).
    package func readablePrefix(of range: SectorRange) -> Int {
        var end = range.start
        while end < range.end, let track = track(at: end), track.content == .data {
            end = min(track.range.end, range.end)
        }
        for gap in withoutUserData where gap.overlaps(SectorRange(range.start, end)) {
            end = max(range.start, gap.start)
        }
        return end - range.start
    }
}
