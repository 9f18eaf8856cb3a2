/// Compares chunks of the disc with the image and with the sums of the first read, on the spot.
package struct ChunkComparer<Image: ImageReader & ~Copyable>: ~Copyable {
    private let parties: VerifyParties
    private var image: Image
    /// The memory into which the image is read.
    private var buffer: [UInt8] = []
    /// How many more sectors may be kept for the third read.
    private var room: Int

    /// Sets up the comparison.
    ///
    /// - Parameters:
    ///   - parties: What is known before.
    ///   - image: The image; it may be shorter than the map.
    ///   - policy: As for the `Verifier`.
    package init(_ parties: VerifyParties, image: consuming Image, policy: VerifyPolicy) {
        self.parties = parties
        self.image = image
        room = policy.thirdReads
    }
}

extension ChunkComparer: Sendable where Image: Sendable & ~Copyable {}

extension ChunkComparer: ChunkComparing where Image: ~Copyable {
    /// Compares the chunk, and returns it.
    package mutating func compare(
        _ chunk: consuming DiscChunk
    ) throws(Image.Failure) -> [ComparedChunk] {
        let (held, end) = try load(chunk.bytes.range, chunk.rescued)
        defer { buffer = held.bytes }
        return [compare(chunk, with: held, end: end)]
    }

    /// Returns nothing: all chunks are compared at once.
    package mutating func finish() throws(Image.Failure) -> [ComparedChunk] { [] }

    /// Reads the image once more, and decides.
    package mutating func judge(
        _ suspect: SuspectChunk
    ) throws(Image.Failure) -> [(range: SectorRange, finding: VerifyFinding)] {
        let held = try load(suspect.range, parties.rescued(in: suspect.range)).chunk
        defer { buffer = held.bytes }
        return suspect.judge(image: held, sum: parties.sum)
    }
}

extension ChunkComparer where Image: ~Copyable {
    /// The chunk as the image holds it; what was not rescued, or is not in the image, is zero.
    private mutating func load(
        _ range: SectorRange, _ rescued: [SectorRange]
    ) throws(Image.Failure) -> (chunk: ChunkBytes, end: LBA) {
        var chunk = ChunkBytes(range, reusing: &buffer)
        let end = min(range.end, max(range.start, image.byteCount / Sector.size))
        let there = SectorRange(range.start, end)
        if !there.isEmpty {
            var whole = chunk.bytes.mutableSpan
            var wanted = whole._mutatingExtracting(0..<there.byteCount)
            try image.read(into: &wanted, atByte: there.byteOffset)
        }
        chunk.clear(allBut: rescued.map { $0.clamped(to: there) }.filter { !$0.isEmpty })
        return (chunk, end)
    }

    /// Compares two parties in a chunk, and both with the sum of the first read.
    private mutating func compare(
        _ chunk: consuming DiscChunk, with image: ChunkBytes, end: LBA
    ) -> ComparedChunk {
        var disc = chunk.bytes
        let range = disc.range
        let missing = SectorRange(end, range.end)
        disc.clear(allBut: chunk.rescued)
        // What cannot be compared does not differ.
        for hole in chunk.unreadable + [missing] {
            let place = disc.place(of: hole)
            disc.bytes.replaceSubrange(place, with: image.bytes[place])
        }
        var result = ComparedChunk(range: range, unreadable: chunk.unreadable)
        result.stretches = chunk.stretches
        let cut = chunk.rescued.map { $0.clamped(to: missing) }
        result.findings = cut.map { ($0, .imageTooShort) }
        let differing = disc.differingSectors(from: image)
        let unread = chunk.unreadable.map { $0.clamped(to: SectorRange(range.start, end)) }
        result.sectorsToCompare = sectors(in: chunk.rescued)
        result.identical =
            result.sectorsToCompare - sectors(in: cut) - sectors(in: unread) - differing.count
        let firstSum = sectors(in: cut) == 0 ? parties.firstSum(of: range) : nil
        if !differing.isEmpty {
            result.suspect = suspect(range, firstSum, differing, disc)
        } else if let firstSum, firstSum != parties.sum(image.bytes.span) {
            // The disc vouches for all that could be read: the change is in the rest, if there is one.
            let unread = chunk.unreadable
            let finding = unread.isEmpty ? VerifyFinding.recordDiffers : .imageChanged
            result.findings += (unread.isEmpty ? chunk.rescued : unread).map { ($0, finding) }
        }
        result.buffer = disc.bytes
        return result
    }

    private mutating func suspect(
        _ range: SectorRange, _ firstSum: UInt64?, _ differing: [LBA], _ disc: ChunkBytes
    ) -> SuspectChunk {
        let kept = differing.prefix(room)
        room -= kept.count
        let others = SectorSet(sectors: differing.dropFirst(kept.count)).ranges
        return SuspectChunk(
            range: range, firstSum: firstSum,
            isSecondLikeFirst: firstSum.map { $0 == parties.sum(disc.bytes.span) } ?? false,
            second: kept.map { ($0, disc.sector($0)) }, others: others)
    }

    private func sectors(in ranges: [SectorRange]) -> Int {
        ranges.sectorCount
    }
}
