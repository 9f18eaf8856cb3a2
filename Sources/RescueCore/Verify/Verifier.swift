/// Compares three parties: what was read first, what the disc gives now, what the image holds now.
///
/// The disc is read once from its first sector to its last, so that each sector comes long after
/// the drive last saw it. What differs is read a third time, past the drive's cache and after
/// reading elsewhere; then it is decided which of the three does not keep to what it said.
package struct Verifier<Source: SectorSource & ~Copyable>: ~Copyable {
    /// What was found so far.
    package private(set) var result = VerifyResult()

    /// Where the verification stands.
    package var progress: VerifyProgress { reader.progress }

    private let parties: VerifyParties
    private let policy: VerifyPolicy
    private var reader: RepeatReader<Source>
    private var suspects: [SuspectChunk] = []
    /// The memory of chunks that were compared.
    private var buffers: [[UInt8]] = []

    /// Sets up a verification.
    ///
    /// - Parameters:
    ///   - source: The disc; at least as large as the rescued part of the image.
    ///   - parties: What is known before.
    ///   - policy: How to go about it.
    ///   - host: The clock and the observer.
    package init(
        source: consuming Source, _ parties: VerifyParties, policy: VerifyPolicy,
        host: any VerifyHost
    ) {
        self.parties = parties
        self.policy = policy
        reader = RepeatReader(source, parties, policy: policy, host: host)
        result.skipped = parties.map.count(of: .missing)
    }

    /// Reads the disc again and compares.
    ///
    /// - Parameter comparison: Compares with the image.
    /// - Returns: Why it ended; `result` has what was found.
    /// - Throws: Why the image could not be read.
    package mutating func run<Comparison: ChunkComparing & ~Copyable>(
        comparing comparison: inout Comparison
    ) throws(Comparison.Failure) -> VerifyEnd {
        let total = parties.map.count(of: .rescued)
        reader.report(.started) { $0.sectorsToCompare = total }
        var end = try pass(&comparison)
        note(try comparison.finish())
        if case .driveWedged = end, let lba = reader.care.memory {
            // What a drive says that hangs is no judgement on the disc.
            result.forgetUnreadable(from: lba)
        }
        if end == nil { end = readThird() }
        if end == nil || end == .interrupted || end == .outOfTime { end = reader.check() ?? end }
        for suspect in suspects where suspect.isReadAgain || !isDistrusted(suspect) {
            let findings = try comparison.judge(suspect)
            findings.forEach { result.note($0.finding, $0.range) }
            if suspect.isReadAgain {
                let differing = SectorSet(findings.map(\.range)).count
                result.identical += suspect.sectorCount - differing
            }
        }
        result.settle()
        let last = end ?? .complete
        reader.report(.ended(last))
        return last
    }

    /// Ends the verification for good and gives the source back, still open.
    package consuming func releaseSource() -> Source {
        reader.releaseSource()
    }
}

// MARK: - The second read

extension Verifier where Source: ~Copyable {
    /// A disc so small that the drive's cache could hold all of it.
    private var isSmall: Bool { parties.map.count(of: .rescued) <= 2 * policy.cacheSectors }

    private mutating func pass<Comparison: ChunkComparing & ~Copyable>(
        _ comparison: inout Comparison
    ) throws(Comparison.Failure) -> VerifyEnd? {
        if !isSmall, let end = reader.evict(by: lastRescued) { return end }
        let (count, step) = (parties.map.sectorCount, parties.chunkSectors)
        var next = 0
        // From one rescued run to the next: what was not rescued may be as large as a drive says.
        while let run = parties.map.firstRun(of: .init(.rescued), from: next) {
            let start = run.range.start / step * step
            let range = SectorRange(start, min(start + step, count))
            next = range.end
            let rescued = parties.rescued(in: range)
            var buffer = buffers.popLast() ?? []
            var chunk = DiscChunk(bytes: ChunkBytes(range, reusing: &buffer), rescued: rescued)
            let first = reader.stretch
            if let end = read(&chunk) { return end }
            chunk.stretches = first...reader.stretch
            note(try comparison.compare(chunk))
        }
        return nil
    }

    private mutating func read(_ chunk: inout DiscChunk) -> VerifyEnd? {
        for run in chunk.rescued {
            let end = reader.read(
                run, fromMedium: isSmall, into: &chunk.bytes, unreadable: &chunk.unreadable)
            if let end { return end }
        }
        return nil
    }

    private mutating func note(_ chunks: [ComparedChunk]) {
        for chunk in chunks {
            result.identical += chunk.identical
            chunk.unreadable.forEach { result.noteUnreadable($0) }
            chunk.findings.forEach { result.note($0.finding, $0.range) }
            if var suspect = chunk.suspect {
                suspect.stretches = chunk.stretches
                suspects.append(suspect)
            }
            buffers.append(chunk.buffer)
            reader.report(.compared(chunk.range)) { progress in
                progress.sectorsRead += chunk.sectorsToCompare
                progress.differing += chunk.suspect?.sectorCount ?? 0
            }
        }
    }
}

// MARK: - The third read

extension Verifier where Source: ~Copyable {
    /// Reads what differs once more: first what lies before the end of the disc, while the drive
    /// remembers the end, and then the rest.
    private mutating func readThird() -> VerifyEnd? {
        guard !suspects.isEmpty else { return nil }
        reader.report(.rereading(sectors: suspects.reduce(0) { $0 + $1.second.count }))
        if let end = readDistrustedAgain() { return end }
        let border = lastRescued.last?.start ?? 0
        let reads = suspects.indices.flatMap { index in
            suspects[index].toRead.map { (index: index, range: $0) }
        }
        for (index, range) in reads where range.end <= border || isSmall {
            if let end = readThird(range, of: index) { return end }
        }
        let rest = reads.filter { $0.range.end > border && !isSmall }
        if !rest.isEmpty, let end = reader.evict(by: firstRescued) { return end }
        for (index, range) in rest {
            if let end = readThird(range, of: index) { return end }
        }
        return nil
    }

    private mutating func readThird(_ range: SectorRange, of index: Int) -> VerifyEnd? {
        var found: [LBA: [UInt8]] = [:]
        if let end = readAgain(range, into: &found) { return end }
        suspects[index].third.merge(found) { $1 }
        return nil
    }

    /// Reads what differs from the medium; what cannot be read is left out.
    private mutating func readAgain(
        _ range: SectorRange, into found: inout [LBA: [UInt8]]
    ) -> VerifyEnd? {
        var bytes = ChunkBytes(range)
        var unreadable: [SectorRange] = []
        let end = reader.read(range, fromMedium: true, into: &bytes, unreadable: &unreadable)
        if let end { return end }
        for lba in range.start..<range.end where !unreadable.contains(where: { $0.contains(lba) }) {
            found[lba] = bytes.sector(lba)
        }
        return nil
    }

    /// Makes the second read of those chunks again that the drive was lost in, or gave a command up.
    private mutating func readDistrustedAgain() -> VerifyEnd? {
        for index in suspects.indices where isDistrusted(suspects[index]) {
            var found: [LBA: [UInt8]] = [:]
            for range in suspects[index].toRead {
                if let end = readAgain(range, into: &found) { return end }
            }
            suspects[index].replaceSecond(with: found)
        }
        return nil
    }

    private func isDistrusted(_ suspect: SuspectChunk) -> Bool {
        suspect.stretches.contains { reader.distrusted.contains($0) }
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
