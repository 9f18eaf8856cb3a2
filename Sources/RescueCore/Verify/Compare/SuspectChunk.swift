/// A chunk in which the disc and the image differ, until a third read has been made.
package struct SuspectChunk: Sendable {
    /// The sectors of the chunk.
    var range: SectorRange
    /// The sum of what was read first; nil where it is not known.
    var firstSum: UInt64?
    /// Whether that is the sum of the second read too.
    var isSecondLikeFirst: Bool
    /// Sectors that differ, and what the disc gave at the second read.
    var second: [(lba: LBA, bytes: [UInt8])]
    /// Further sectors that differ; what the disc gave is not kept.
    var others: [SectorRange]
    /// What the disc gave at the third read, where it could be read.
    var third: [LBA: [UInt8]] = [:]
    /// The stretches between two checks of the disc in which the chunk was read.
    var stretches = 0...0
    /// Whether the second read was not to be believed, and was made again.
    var isReadAgain = false

    /// Puts what the disc gives now in the place of a second read that is not to be believed.
    ///
    /// Of sectors whose bytes are not kept, and of those that cannot be read now, nothing is known.
    mutating func replaceSecond(with found: [LBA: [UInt8]]) {
        isReadAgain = true
        isSecondLikeFirst = false
        second = second.compactMap { sector in found[sector.lba].map { (sector.lba, $0) } }
        others = []
    }

    /// How many sectors differ.
    var sectorCount: Int { others.reduce(second.count) { $0 + $1.count } }

    /// The sectors that are to be read a third time.
    var toRead: [SectorRange] { SectorSet(sectors: second.map(\.lba)).ranges }
}

// MARK: - The judgement

extension SuspectChunk {
    /// What is to be said of each sector that differs.
    ///
    /// - Parameters:
    ///   - image: The chunk as the image holds it; sectors that were not rescued are zeros.
    ///   - sum: Computes the sum of a chunk.
    /// - Returns: The findings; at least one for each sector.
    func judge(
        image: ChunkBytes, sum: (borrowing Span<UInt8>) -> UInt64
    ) -> [(range: SectorRange, finding: VerifyFinding)] {
        let first = isSecondLikeFirst ? nil : firstBytes(image: image, sum: sum)
        let ofOthers: VerifyFinding =
            isSecondLikeFirst ? .imageChanged : first == nil ? .imageDiffers : .unstableUndecided
        return others.map { ($0, ofOthers) }
            + second.filter { !isReadAgain || !isAsHeld($0, by: image) }.flatMap { sector in
                let reads = SectorReads(
                    image: image.sector(sector.lba),
                    first: isSecondLikeFirst ? sector.bytes : first?[sector.lba],
                    second: sector.bytes,
                    third: third[sector.lba])
                return reads.findings.map { (SectorRange(start: sector.lba, count: 1), $0) }
            }
    }

    /// Whether all that the disc gave of a sector is what the image holds.
    private func isAsHeld(_ sector: (lba: LBA, bytes: [UInt8]), by image: ChunkBytes) -> Bool {
        let held = image.sector(sector.lba)
        return areEqual(sector.bytes, held)
            && (third[sector.lba] == nil || areEqual(third[sector.lba], held))
    }

    /// The most combinations that are tried to find out what was read first.
    private static let mostTrials = 256

    /// What was read first, as far as it is among what is known: the combination of the image's
    /// bytes and those of the later reads that has the recorded sum.
    private func firstBytes(
        image: ChunkBytes, sum: (borrowing Span<UInt8>) -> UInt64
    ) -> [LBA: [UInt8]]? {
        guard let firstSum else { return nil }
        guard others.isEmpty else {
            // Without their bytes there is only the image to be tried.
            guard sum(image.bytes.span) == firstSum else { return nil }
            let sectors = second.map { ($0.lba, image.sector($0.lba)) }
            return Dictionary(uniqueKeysWithValues: sectors)
        }
        let choices = second.map { options(for: $0, image: image) }
        var trial = image
        for picks in combinations(of: choices) {
            for (index, pick) in picks.enumerated() {
                trial.replace(second[index].lba, with: choices[index][pick])
            }
            guard sum(trial.bytes.span) == firstSum else { continue }
            return Dictionary(
                uniqueKeysWithValues: zip(second, picks.indices).map {
                    ($0.lba, choices[$1][picks[$1]])
                })
        }
        return nil
    }

    /// What a sector may have been at the first read, without repetitions; the image's bytes first.
    private func options(
        for sector: (lba: LBA, bytes: [UInt8]), image: ChunkBytes
    ) -> [[UInt8]] {
        var choices = [image.sector(sector.lba)]
        for bytes in [sector.bytes, third[sector.lba]] {
            guard let bytes, !choices.contains(where: { areEqual($0, bytes) }) else { continue }
            choices.append(bytes)
        }
        return choices
    }

    /// All combinations of choices, or, where those are too many, only the uniform ones.
    private func combinations(of choices: [[[UInt8]]]) -> [[Int]] {
        var count = 1
        for options in choices where count <= Self.mostTrials {
            count *= options.count
        }
        guard count <= Self.mostTrials else {
            return (0..<3).map { pick in choices.map { min(pick, $0.count - 1) } }
        }
        return (0..<count).map { number in
            var rest = number
            return choices.map { options in
                defer { rest /= options.count }
                return rest % options.count
            }
        }
    }
}

/// What all parties say of one sector in which the second read and the image differ.
struct SectorReads {
    var image: [UInt8]
    /// What was read first; nil if that cannot be found out.
    var first: [UInt8]?
    /// What the second read gave.
    var second: [UInt8]
    /// What the third read gave; nil if there was none, or it failed.
    var third: [UInt8]?

    /// What is wrong; at least one thing.
    var findings: [VerifyFinding] {
        let known = [first, second, third].compactMap { $0 }
        let isStable = known.allSatisfy { areEqual($0, known.first) }
        guard let first else {
            // The image stands in for the first read, and may be wrong about it.
            if isStable { return [.imageDiffers] }
            return [areEqual(third, image) ? .unstableConfirmed : .unstableUndecided]
        }
        var findings: [VerifyFinding] = areEqual(first, image) ? [] : [.imageChanged]
        if !isStable { findings.append(vote(known)) }
        return findings
    }

    private func vote(_ reads: [[UInt8]]) -> VerifyFinding {
        let winner = reads.first { bytes in reads.count { areEqual($0, bytes) } > 1 }
        guard let winner else { return .unstableUndecided }
        return areEqual(winner, image) ? .unstableConfirmed : .unstableOutvoted
    }
}
