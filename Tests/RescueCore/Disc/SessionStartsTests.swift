import RescueCore
import Testing

/// Where sessions may begin: the same of a disc and of its record.
@Suite struct SessionStartsTests {
    private static func disc(_ tracks: [(Track.Content, LBA, Int)]) -> DiscDescription {
        DiscDescription(
            tracks: tracks.enumerated().map { index, track in
                Track(
                    number: index + 1, session: track.2, content: track.0,
                    range: SectorRange(start: track.1, count: 100))
            })
    }

    private static func record(_ disc: DiscDescription, sectorCount: Int) -> RipRecord.Disc {
        let identity = DiscIdentity(
            sectorCount: sectorCount, tracks: disc.tracks, witnesses: [:])
        return RipRecord.Disc(
            disc, volumeLabel: nil, extent: DiscExtent(sectorCount: sectorCount),
            fingerprint: .init(identity) { _ in "" })
    }

    @Test(
        arguments: [
            ([], [0]),
            ([(Track.Content.data, 0, 1)], [0]),
            ([(.data, 0, 1), (.data, 2000, 2)], [0, 2000]),
            // All tracks in one session, as a table of contents has them.
            ([(.data, 0, 1), (.data, 2000, 1)], [0, 2000]),
            // Mixed mode, and sound with a session of data behind it.
            ([(.data, 0, 1), (.audio, 2000, 1)], [0]),
            ([(.audio, 0, 1), (.audio, 2000, 1), (.data, 3000, 2)], [3000]),
            ([(.audio, 0, 1)], [0]),
        ] as [([(Track.Content, LBA, Int)], [LBA])])
    func `disc and record tell the same`(tracks: [(Track.Content, LBA, Int)], starts: [LBA]) {
        let disc = Self.disc(tracks)
        #expect(disc.sessionStarts == starts)
        #expect(Self.record(disc, sectorCount: 5000).sessionStarts == starts)
    }

    @Test(arguments: [Int.max, Int.min, -1, 5000, 1 << 40])
    func `a place that the disc does not have is none`(start: LBA) {
        var record = Self.record(Self.disc([(.data, 0, 1), (.data, 2000, 1)]), sectorCount: 5000)
        record.fingerprint.tracks[1].start = start
        #expect(record.sessionStarts == [0])
        record.sectorCount = .max
        var sectors = MemorySectors(bytes: [UInt8](repeating: 0, count: 64 * Sector.size))
        #expect(DiscFilesystems(from: &sectors, sessions: record.sessionStarts).trees.isEmpty)
        #expect(DiscFilesystems(from: &sectors, sessions: [start]).trees.isEmpty)
    }
}
