/// Where the sessions of a disc may begin: one rule for a disc in a drive, a record and an image.
///
/// A session with data begins with a data track. Which of several data tracks begins one is not
/// always told: a fingerprint, and many drives, have all tracks in one session. So each may; where
/// none begins there are no volume descriptors, which costs the look at one sector.
enum SessionStarts {
    /// The most tracks that are looked at: a disc has no more.
    private static let limit = 99

    /// The places, ascending.
    ///
    /// - Parameters:
    ///   - tracks: The first sectors of all tracks, and whether they hold data; from any source.
    ///   - sectorCount: How many sectors the disc has.
    /// - Returns: At least one place, each a sector of the disc; 0 of a disc without tracks.
    static func all(
        of tracks: some Sequence<(start: LBA, isData: Bool)>, sectorCount: Int
    ) -> [LBA] {
        let end = min(sectorCount, 1 << 32)
        let tracks = Array(tracks)
        let data = Set(tracks.lazy.filter(\.isData).map(\.start).filter { 0 < $0 && $0 < end })
        let beginsWithSound = tracks.contains { !$0.isData && $0.start <= 0 }
        let starts = (beginsWithSound ? [] : [0]) + data.sorted().prefix(limit)
        return starts.isEmpty ? [0] : starts
    }
}

extension DiscDescription {
    /// Where the sessions may begin that have data, ascending.
    public var sessionStarts: [LBA] {
        SessionStarts.all(
            of: tracks.map { ($0.range.start, $0.content == .data) }, sectorCount: .max)
    }
}
