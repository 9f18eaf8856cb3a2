/// Finds out what an image of a disc has to hold, by reading a few sectors where that is in doubt.
///
/// A size is never decided silently, and neither by one source alone: where sources disagree, the
/// disc itself is asked. A disc whose sources agree costs no read, but for one at the end of each data
/// track of a CD: whether it ends in run-out is told by nobody else.
package struct ExtentProbe: Sendable {
    /// What a look at one sector showed.
    enum Finding {
        case readable
        /// It is not there, or no data.
        case absent
        /// It may be there, and damaged.
        case damaged
    }

    private let disc: DiscDescription
    /// How many sectors the volume on it says it has; nil if there is none.
    private let volumeSectors: Int?

    /// Prepares the probe of a disc.
    ///
    /// - Parameters:
    ///   - disc: What the drive tells of it.
    ///   - volumeSectors: How many sectors the volume on it says it has; nil if there is none.
    package init(_ disc: DiscDescription, volumeSectors: Int?) {
        self.disc = disc
        self.volumeSectors = volumeSectors
    }

    /// Looks at the disc.
    ///
    /// - Parameters:
    ///   - source: The disc.
    ///   - isOver: Asked between any two commands: whether no more are to be sent. What was not looked
    ///     at then counts as damaged.
    /// - Returns: What an image of it has to hold.
    /// - Throws: Why the disc could not be looked at; a damaged sector is no reason.
    package func extent(
        of source: inout some SectorSource & ~Copyable, isOver: () -> Bool = { false }
    ) throws(ReadFault) -> DiscExtent {
        var extent = DiscExtent(sectorCount: source.sectorCount)
        let dataTracks = disc.tracks.filter { $0.content == .data }
        if disc.tracks.last?.content == .audio, let last = dataTracks.last {
            extent.sectorCount = last.range.end
        } else {
            try settleEnd(of: &extent, source: &source, isOver)
        }
        guard disc.family == .cd, let last = dataTracks.last else { return extent }
        var end = 0
        for track in dataTracks {
            leaveOut(SectorRange(end, max(end, track.range.start)), in: &extent)
            let isLast = track == last
            let start = track.range.start
            let range =
                isLast ? SectorRange(start, max(start, extent.sectorCount)) : track.range
            end = try dataEnd(
                of: range, isLastOnDisc: track == disc.tracks.last, &source, isOver)
            if isLast { cut(at: end, track, &extent) }
        }
        return extent
    }

    /// The image ends with the last data: nothing behind it would mean anything.
    private func cut(at end: LBA, _ track: Track, _ extent: inout DiscExtent) {
        if end < extent.sectorCount, track == disc.tracks.last {
            extent.findings.append(.runOut(SectorRange(end, extent.sectorCount)))
        }
        extent.sectorCount = end
    }

    /// Leaves out what lies between two data tracks: audio tracks, and what is in no track.
    private func leaveOut(_ range: SectorRange, in extent: inout DiscExtent) {
        var cursor = range.start
        for track in disc.tracks where track.content == .audio && track.range.overlaps(range) {
            let audio = track.range.clamped(to: range)
            append(SectorRange(cursor, max(cursor, audio.start)), .gap, to: &extent)
            append(audio, .audio, to: &extent)
            cursor = audio.end
        }
        append(SectorRange(cursor, range.end), .gap, to: &extent)
    }

    private func append(
        _ range: SectorRange, _ reason: DiscExtent.Exclusion.Reason, to extent: inout DiscExtent
    ) {
        guard !range.isEmpty else { return }
        extent.exclusions.append(.init(range, reason))
    }
}

// MARK: - Sources that disagree

extension ExtentProbe {
    /// Takes the largest size up to which the disc can be read.
    private func settleEnd(
        of extent: inout DiscExtent, source: inout some SectorSource & ~Copyable,
        _ isOver: () -> Bool
    ) throws(ReadFault) {
        let claims = disc.sizes
        let largest = claims.map(\.sectorCount).max() ?? extent.sectorCount
        let isDisputed = Set(claims.map(\.sectorCount)).count > 1
        extent.sectorCount = largest
        if isDisputed { try settleDispute(of: &extent, source: &source, isOver) }
        // A volume that begins in a later session counts its sectors in one of two ways.
        guard disc.volumeStart == 0, let volumeSectors, volumeSectors > extent.sectorCount else {
            return
        }
        let claim = DiscDescription.SizeClaim(.iso9660, sectorCount: volumeSectors)
        if try look(at: volumeSectors - 1, &source, isOver) == .readable {
            extent.sectorCount = volumeSectors
            extent.findings = [.readableEnd(claims: claims + [claim])]
        } else {
            extent.findings.append(.volumeCut(claim))
        }
    }

    private func settleDispute(
        of extent: inout DiscExtent, source: inout some SectorSource & ~Copyable,
        _ isOver: () -> Bool
    ) throws(ReadFault) {
        let sizes = Set(disc.sizes.map(\.sectorCount)).filter { $0 > 0 }.sorted(by: >)
        for (size, next) in zip(sizes, sizes.dropFirst()) {
            let rest = SectorRange(next, size)
            var isThere = volumeEnd(in: rest) != nil
            if !isThere { isThere = try self.isThere(rest, &source, isOver) }
            guard isThere else {
                extent.sectorCount = next
                continue
            }
            extent.sectorCount = size
            break
        }
        let isLargest = extent.sectorCount == sizes.first
        extent.findings.append(
            isLargest
                ? .readableEnd(claims: disc.sizes) : .unreadableBehind(claims: disc.sizes))
    }

    /// Whether sectors that some sources count and others do not are on the disc.
    ///
    /// Damage at their end is no proof that they are not: then their beginning counts.
    private func isThere(
        _ range: SectorRange, _ source: inout some SectorSource & ~Copyable,
        _ isOver: () -> Bool
    ) throws(ReadFault) -> Bool {
        switch try look(at: range.end - 1, &source, isOver) {
        case .readable: true
        case .absent: false
        case .damaged: try look(at: range.start, &source, isOver) == .readable
        }
    }
}

// MARK: - The end of a data track

extension ExtentProbe {
    /// The run-out that a drive writes behind a track (MMC-6 4.2.3.5.4): two blocks that the table of
    /// contents counts as part of it.
    private static let runOut = 2
    /// The pregap of the next track, which the table of contents counts as part of this one.
    private static let pregap = 150

    /// Where the data of a track of a CD ends.
    ///
    /// A pressed disc has no run-out, and a volume is never cut below the size that it claims.
    private func dataEnd(
        of range: SectorRange, isLastOnDisc: Bool, _ source: inout some SectorSource & ~Copyable,
        _ isOver: () -> Bool
    ) throws(ReadFault) -> LBA {
        let isPressed = disc.profile == .cdROM
        guard range.count > 2 * Self.pregap, !(isPressed && isLastOnDisc) else { return range.end }
        let last = try look(at: range.end - 1, &source, isOver)
        guard last != .readable, mayBeNoData(last) else { return range.end }
        let tails =
            isLastOnDisc
            ? [Self.runOut] : [Self.runOut, Self.pregap, Self.pregap + Self.runOut]
        let least = volumeEnd(in: range) ?? range.start
        for tail in tails where range.end - tail >= least {
            let end = range.end - tail
            let first = try look(at: end, &source, isOver)
            guard first != .readable, mayBeNoData(first), source.hasDataHeader(end) != true else {
                continue
            }
            if try look(at: end - 1, &source, isOver) == .readable { return end }
        }
        return range.end
    }

    /// Where the volume ends by its own count, if that is in a range, or at its end.
    ///
    /// A volume that begins in a later session counts its sectors in one of two ways.
    private func volumeEnd(in range: SectorRange) -> LBA? {
        guard let volumeSectors else { return nil }
        let (relative, overflows) = disc.volumeStart.addingReportingOverflow(volumeSectors)
        let claims = overflows ? [volumeSectors] : [volumeSectors, relative]
        return claims.filter { range.start < $0 && $0 <= range.end && $0 > disc.volumeStart }.max()
    }

    /// Drives call run-out a wrong track type or a medium error; a pressed disc has none, so there
    /// a medium error is damage.
    private func mayBeNoData(_ finding: Finding) -> Bool {
        finding == .absent || disc.profile != .cdROM
    }

    private func look(
        at lba: LBA, _ source: inout some SectorSource & ~Copyable, _ isOver: () -> Bool
    ) throws(ReadFault) -> Finding {
        guard !isOver() else { return .damaged }
        guard var fault = read(lba, &source) else { return .readable }
        if fault.kind.hidesDisc {
            // Whether it is still the same disc is found out before anything is recorded. A drive that
            // answers otherwise has news, or damage at this place that it calls something else.
            var news = 0
            _ = try source.sizeAndTracks(news: &news)
            guard let again = read(lba, &source) else { return .readable }
            fault = again
        }
        return fault.kind == .outOfRange || fault.kind == .wrongTrackType ? .absent : .damaged
    }

    private func read(_ lba: LBA, _ source: inout some SectorSource & ~Copyable) -> ReadFault? {
        do throws(ReadFault) {
            _ = try source.bytes(ofSector: lba)
            return nil
        } catch {
            return error
        }
    }
}
