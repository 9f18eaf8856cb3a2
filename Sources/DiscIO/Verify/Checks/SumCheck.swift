import RescueCore

/// Compares the checksums of an image with those that were written down.
///
/// In its record, in a list, in a DAT file; all are computed once.
struct SumCheck: StreamedCheck {
    /// The record, if its checksums still hold.
    private let record: RipRecord?
    private let listed: [ListedSum]
    private let datPath: String?

    private var sums: RunningVolumeSums
    private var chunks: ChunkSummer?
    private var size = 0

    /// Makes the check; nil if nothing was written down.
    init?(record: RipRecord?, listed: [ListedSum], datPath: String?) {
        guard record != nil || !listed.isEmpty || datPath != nil else { return nil }
        self.record = record
        self.listed = listed
        self.datPath = datPath
        chunks = record?.chunkSums.map { ChunkSummer(chunkSectors: $0.chunkSectors) }
        sums = RunningVolumeSums(hasSHA512: listed.contains { $0.kind == .sha512 })
    }

    mutating func take(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        sums.update(bytes)
        chunks?.update(bytes)
        size += bytes.count
    }

    mutating func finish() -> [ImageCheck] {
        let sha512 = sums.sha512
        let (found, volume) = sums.finish()
        var checks: [ImageCheck] = []
        if let recorded = record?.sums { checks.append(check(found, with: recorded)) }
        if let recorded = record?.chunkSums, let chunks {
            checks.append(check(chunks.finish(), with: recorded))
        }
        checks += listed.map { sum in
            check(
                digits: found.digits(of: sum.kind) ?? sha512.whole ?? "",
                volume: volume.map {
                    ($0.sectorCount, $0.sums.digits(of: sum.kind) ?? sha512.volume)
                },
                with: sum)
        }
        if let datPath { checks += check(found, volume, inDAT: datPath) }
        return checks
    }

    private func check(_ found: SumSet, with recorded: SumSet) -> ImageCheck {
        let differing = recorded.names(differingFrom: found)
        guard !differing.isEmpty else {
            return ImageCheck(
                .record, true, "SHA-256, SHA-1, MD5 and CRC-32 are those of the record")
        }
        let names = differing.joined(separator: ", ")
        return ImageCheck(.record, false, "\(names) of the record are of something else")
    }

    private func check(_ found: ChunkSums, with recorded: ChunkSums) -> ImageCheck {
        let end = record?.disc.sectorCount ?? 0
        var changed: [SectorRange] = []
        for (index, sum) in recorded.sums.enumerated() {
            guard index >= found.sums.count || found.sums[index] != sum else { continue }
            let start = min(index * recorded.chunkSectors, end)
            // checked: of a chunk that the record has, up to the end of its disc.
            changed.append(SectorRange(start, min(start + recorded.chunkSectors, end)))
        }
        guard !changed.isEmpty else {
            return ImageCheck(.chunks, true, "every piece is as it was when it was read")
        }
        let word = changed.count == 1 ? "piece" : "pieces"
        return ImageCheck(
            .chunks, false, "\(changed.count) \(word) changed since the disc was read",
            ranges: changed)
    }

    private func check(
        digits: String, volume: (sectorCount: Int, digits: String?)?, with sum: ListedSum
    ) -> ImageCheck {
        if let volume, digits != sum.digits, volume.digits == sum.digits {
            return ImageCheck(
                .list, true,
                """
                \(sum.kind.rawValue) of its filesystem, the first \(volume.sectorCount) sectors, \
                is the listed one
                """)
        }
        let isSame = digits == sum.digits
        let detail = isSame ? "is the listed one" : "is \(digits), listed is \(sum.digits)"
        return ImageCheck(.list, isSame, "\(sum.kind.rawValue) \(detail)")
    }

    private func check(
        _ found: SumSet, _ volume: VolumeSums?, inDAT path: String
    ) -> [ImageCheck] {
        var reader = DATReader(size: size, sums: found, volume: volume)
        do throws(ImageError) {
            let file = try ReadOnlyFile(path)
            try file.forEachPiece { reader.take($0) }
        } catch {
            return [ImageCheck(.dat, false, "\(error)")]
        }
        guard reader.isList else {
            return [ImageCheck(.dat, false, "\(path) is not a DAT file in Logiqx XML")]
        }
        guard !reader.matches.isEmpty else {
            let text = "no file of this size with these checksums among \(reader.fileCount)"
            return [ImageCheck(.dat, false, text)]
        }
        return reader.matches.map { match in
            let sums = match.agreeing.joined(separator: ", ")
            let part =
                match.isOfVolume
                ? " is its filesystem, the first \(volume?.sectorCount ?? 0) sectors" : ""
            let bad = match.isBadDump ? "; the list calls it a bad dump" : ""
            return ImageCheck(
                .dat, true, "\(match.game): \(match.file) (size, \(sums))\(part)\(bad)")
        }
    }
}

extension SumSet {
    /// The checksum of a kind, if it is in the set.
    fileprivate func digits(of kind: ListedSum.Kind) -> String? {
        switch kind {
        case .md5: md5
        case .sha1: sha1
        case .sha256: sha256
        case .sha512: nil
        }
    }

    /// The names of the checksums in which two sets differ.
    fileprivate func names(differingFrom other: SumSet) -> [String] {
        let pairs = [
            ("SHA-256", sha256, other.sha256), ("SHA-1", sha1, other.sha1),
            ("MD5", md5, other.md5), ("CRC-32", crc32, other.crc32),
        ]
        return pairs.filter { $0.1 != $0.2 }.map(\.0)
    }
}
