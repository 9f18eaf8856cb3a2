import RescueCore

/// The answers to READ TOC/PMA/ATIP.
///
/// Source: MMC-6 6.25, formats 0000b (TOC), 0001b (sessions), 0010b (full TOC).
struct TableOfContents {
    let layout: DiscLayout
    /// Whether addresses are given as minute, second and frame.
    let inMinutes: Bool

    /// The answer to a format from a track or session on; nil: the drive refuses it.
    func answer(format: Int, from start: Int) -> [UInt8]? {
        guard !layout.tracks.isEmpty else { return nil }
        switch format {
        case 0: return tracks(from: start)
        case 1: return sessions()
        case 2 where layout.profile.family == .cd: return full(from: max(1, start))
        default: return nil
        }
    }

    private func tracks(from start: Int) -> [UInt8]? {
        guard start <= lastNumber || start == 0xAA else { return nil }
        var body: [UInt8] = []
        for track in layout.tracks where track.number >= start {
            body += [0, control(of: track), UInt8(track.number), 0] + address(track.range.start)
        }
        if let last = layout.tracks.last {
            body += [0, control(of: last), 0xAA, 0] + address(last.range.end)
        }
        return framed([UInt8(firstNumber), UInt8(lastNumber)] + body)
    }

    private func sessions() -> [UInt8]? {
        let last = layout.sessionCount
        guard let track = layout.tracks(ofSession: last).first else { return nil }
        return framed(
            [1, UInt8(last), 0, control(of: track), UInt8(track.number), 0]
                + address(track.range.start))
    }

    private func full(from start: Int) -> [UInt8]? {
        guard start <= layout.sessionCount else { return nil }
        let body = (start...layout.sessionCount).flatMap { points(ofSession: $0) }
        return framed([1, UInt8(layout.sessionCount)] + body)
    }

    /// The descriptors of one session: first track, last track, lead-out, then each track.
    private func points(ofSession session: Int) -> [UInt8] {
        let tracks = layout.tracks(ofSession: session)
        guard let first = tracks.first, let last = tracks.last else { return [] }
        func point(_ point: UInt8, _ track: Track, _ address: [UInt8]) -> [UInt8] {
            [UInt8(session), control(of: track), 0, point, 0, 0, 0, 0] + address
        }
        let type: UInt8 = layout.isXA ? 0x20 : 0x00
        var points = point(0xA0, first, [UInt8(first.number), type, 0])
        points += point(0xA1, last, [UInt8(last.number), 0, 0])
        points += point(0xA2, last, minutes(last.range.end))
        for track in tracks {
            points += point(UInt8(track.number), track, minutes(track.range.start))
        }
        return points
    }
}

extension TableOfContents {
    private var firstNumber: Int { layout.tracks.first?.number ?? 1 }

    private var lastNumber: Int { layout.tracks.last?.number ?? 1 }

    /// ADR 1 and the control field: only the data bit is ever set.
    private func control(of track: Track) -> UInt8 { track.content == .data ? 0x14 : 0x10 }

    private func address(_ lba: LBA) -> [UInt8] {
        inMinutes ? [0] + minutes(lba) : UInt32(lba).bigEndianBytes
    }

    /// Minute, second and frame; what does not fit is given as the largest that does.
    private func minutes(_ lba: LBA) -> [UInt8] {
        let frames = min(lba + 150, 256 * 60 * 75 - 1)
        return [UInt8(frames / 75 / 60), UInt8(frames / 75 % 60), UInt8(frames % 75)]
    }

    private func framed(_ body: [UInt8]) -> [UInt8] {
        UInt16(body.count).bigEndianBytes + body
    }
}
