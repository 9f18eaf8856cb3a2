/// Compares three parties: what was read first, what the disc gives now, what the image holds now.
///
/// The disc is read once from its first sector to its last, so that each sector comes long after
/// the drive last saw it. What differs is read a third time, past the drive's cache and after
/// reading elsewhere; then it is decided which of the three does not keep to what it said.
public struct Verifier {
    /// What was found so far.
    public private(set) var result = VerifyResult()

    /// Where the verification stands.
    public var progress: VerifyProgress { reader.progress }

    private let parties: VerifyParties
    private let policy: VerifyPolicy
    private var reader: RepeatReader
    private var suspects: [SuspectChunk] = []
    private var keptSectors = 0
    private var differingSectors = 0

    /// Sets up a verification.
    ///
    /// - Parameters:
    ///   - parties: What is known before.
    ///   - policy: How to go about it.
    ///   - host: The clock and the observer.
    public init(_ parties: VerifyParties, policy: VerifyPolicy, host: any VerifyHost) {
        self.parties = parties
        self.policy = policy
        reader = RepeatReader(policy, identity: parties.identity, host: host)
        result.skipped = parties.map.count(of: .missing)
    }

    /// Reads the disc again and compares.
    ///
    /// - Parameters:
    ///   - source: The disc; at least as large as the rescued part of the image.
    ///   - image: The image; it may be shorter than the map.
    /// - Returns: Why it ended; `result` has what was found.
    /// - Throws: Why the image could not be read.
    public mutating func run<Source: SectorSource & ~Copyable, Image: ImageReader & ~Copyable>(
        _ source: inout Source, against image: inout Image
    ) throws(Image.Failure) -> VerifyEnd {
        let total = parties.map.count(of: .rescued)
        reader.report(.started) { $0.sectorsToCompare = total }
        var end = try pass(&source, image: &image)
        if end == nil { end = readThird(&source) }
        if end == nil || end == .interrupted { end = reader.check(&source) ?? end }
        try judge(image: &image)
        result.settle()
        let last = end ?? .complete
        reader.report(.ended(last))
        return last
    }
}

// MARK: - The second read

extension Verifier {
    /// A disc so small that the drive's cache could hold all of it.
    private var isSmall: Bool { parties.map.count(of: .rescued) <= 2 * policy.cacheSectors }

    private mutating func pass<Source: SectorSource & ~Copyable, Image: ImageReader & ~Copyable>(
        _ source: inout Source, image: inout Image
    ) throws(Image.Failure) -> VerifyEnd? {
        if !isSmall, let end = reader.evict(by: lastRescued, from: &source) { return end }
        let step = parties.firstPass?.chunkSectors ?? ChunkSums.usualChunkSectors
        for start in stride(from: 0, to: parties.map.sectorCount, by: step) {
            let chunk = SectorRange(start, min(start + step, parties.map.sectorCount))
            if let end = try compare(chunk, &source, image: &image) { return end }
        }
        return nil
    }

    private mutating func compare<Source: SectorSource & ~Copyable, Image: ImageReader & ~Copyable>(
        _ range: SectorRange, _ source: inout Source, image: inout Image
    ) throws(Image.Failure) -> VerifyEnd? {
        let rescued = parties.rescued(in: range)
        guard !rescued.isEmpty else { return nil }
        var disc = ChunkBytes(range)
        var unreadable: [SectorRange] = []
        for run in rescued {
            if let end = reader.read(
                run, fromMedium: isSmall, from: &source, into: &disc, unreadable: &unreadable)
            {
                return end
            }
        }
        let held = try Self.load(range, rescued, from: &image)
        note(disc, held, rescued, unreadable)
        let differing = differingSectors
        reader.report(.compared(range)) { progress in
            progress.sectorsRead += rescued.reduce(0) { $0 + $1.count }
            progress.differing = differing
        }
        return nil
    }

    /// The chunk as the image holds it; what was not rescued, or is not in the image, is zero.
    private static func load<Image: ImageReader & ~Copyable>(
        _ range: SectorRange, _ rescued: [SectorRange], from image: inout Image
    ) throws(Image.Failure) -> (chunk: ChunkBytes, end: LBA) {
        var chunk = ChunkBytes(range)
        let end = min(range.end, max(range.start, image.byteCount / Sector.size))
        let there = SectorRange(range.start, end)
        if !there.isEmpty {
            var whole = chunk.bytes.mutableSpan
            var wanted = whole._mutatingExtracting(0..<there.byteCount)
            try image.read(into: &wanted, atByte: there.byteOffset)
        }
        chunk.clear(allBut: rescued)
        return (chunk, end)
    }

    /// Compares two parties in a chunk, and both with the sum of the first read.
    private mutating func note(
        _ disc: ChunkBytes, _ image: (chunk: ChunkBytes, end: LBA), _ rescued: [SectorRange],
        _ unreadable: [SectorRange]
    ) {
        var disc = disc
        let range = disc.range
        let missing = SectorRange(image.end, range.end)
        // What cannot be compared does not differ.
        for hole in unreadable + [missing] {
            let place = disc.place(of: hole)
            disc.bytes.replaceSubrange(place, with: image.chunk.bytes[place])
        }
        unreadable.forEach { result.noteUnreadable($0) }
        let cut = rescued.map { $0.clamped(to: missing) }
        cut.forEach { result.note(.imageTooShort, $0) }
        let differing = disc.differingSectors(from: image.chunk)
        let unread = unreadable.map { $0.clamped(to: SectorRange(range.start, image.end)) }
        result.identical +=
            sectors(in: rescued) - sectors(in: cut) - sectors(in: unread) - differing.count
        let isWhole = sectors(in: cut) == 0
        let index = range.start / (parties.firstPass?.chunkSectors ?? 1)
        let firstSum = isWhole ? parties.firstPass?.sums[index] : nil
        if !differing.isEmpty {
            suspect(range, firstSum, differing, disc)
        } else if let firstSum, firstSum != parties.sum(image.chunk.bytes.span) {
            // The disc vouches for all that could be read: the change is in the rest, if there is one.
            let finding = unreadable.isEmpty ? VerifyFinding.recordDiffers : .imageChanged
            (unreadable.isEmpty ? rescued : unreadable).forEach { result.note(finding, $0) }
        }
    }

    private mutating func suspect(
        _ range: SectorRange, _ firstSum: UInt64?, _ differing: [LBA], _ disc: ChunkBytes
    ) {
        let kept = differing.prefix(policy.thirdReads - keptSectors)
        keptSectors += kept.count
        differingSectors += differing.count
        var others: [SectorRange] = []
        for lba in differing.dropFirst(kept.count) {
            others.appendMerging(SectorRange(start: lba, count: 1))
        }
        suspects.append(
            SuspectChunk(
                range: range, firstSum: firstSum,
                isSecondLikeFirst: firstSum.map { $0 == parties.sum(disc.bytes.span) } ?? false,
                second: kept.map { ($0, disc.sector($0)) }, others: others))
    }

    private func sectors(in ranges: [SectorRange]) -> Int {
        ranges.reduce(0) { $0 + $1.count }
    }
}

// MARK: - The third read

extension Verifier {
    /// Reads what differs once more: first what lies before the end of the disc, while the drive
    /// remembers the end, and then the rest.
    private mutating func readThird<Source: SectorSource & ~Copyable>(
        _ source: inout Source
    ) -> VerifyEnd? {
        guard !suspects.isEmpty else { return nil }
        reader.report(.rereading(sectors: keptSectors))
        let border = lastRescued.last?.start ?? 0
        let reads = suspects.indices.flatMap { index in
            suspects[index].toRead.map { (index: index, range: $0) }
        }
        for (index, range) in reads where range.end <= border || isSmall {
            if let end = readThird(range, of: index, &source) { return end }
        }
        let rest = reads.filter { $0.range.end > border && !isSmall }
        if !rest.isEmpty, let end = reader.evict(by: firstRescued, from: &source) { return end }
        for (index, range) in rest {
            if let end = readThird(range, of: index, &source) { return end }
        }
        return nil
    }

    private mutating func readThird<Source: SectorSource & ~Copyable>(
        _ range: SectorRange, of index: Int, _ source: inout Source
    ) -> VerifyEnd? {
        var bytes = ChunkBytes(range)
        var unreadable: [SectorRange] = []
        let end = reader.read(
            range, fromMedium: true, from: &source, into: &bytes, unreadable: &unreadable)
        if let end { return end }
        for lba in range.start..<range.end where !unreadable.contains(where: { $0.contains(lba) }) {
            suspects[index].third[lba] = bytes.sector(lba)
        }
        return nil
    }

    /// As many rescued sectors at the beginning of the disc as no drive's cache holds.
    private var firstRescued: [SectorRange] {
        var left = policy.cacheSectors
        var ranges: [SectorRange] = []
        var next = 0
        while left > 0, let run = parties.map.firstRun(of: .init(.rescued), from: next) {
            ranges.append(run.range.prefix(left))
            left -= min(left, run.range.count)
            next = run.range.end
        }
        return ranges
    }

    /// As many at its end.
    private var lastRescued: [SectorRange] {
        var left = policy.cacheSectors
        var ranges: [SectorRange] = []
        var end = parties.map.sectorCount
        while left > 0, let run = parties.map.lastRun(of: .init(.rescued), before: end) {
            ranges.append(run.range.suffix(left))
            left -= min(left, run.range.count)
            end = run.range.start
        }
        return ranges
    }
}

// MARK: - The judgement

extension Verifier {
    private mutating func judge<Image: ImageReader & ~Copyable>(
        image: inout Image
    ) throws(Image.Failure) {
        for suspect in suspects {
            let rescued = parties.rescued(in: suspect.range)
            let held = try Self.load(suspect.range, rescued, from: &image).chunk
            for (range, finding) in suspect.judge(image: held, sum: parties.sum) {
                result.note(finding, range)
            }
        }
        suspects.removeAll()
    }
}
