/// Makes one image of several damaged copies of the same disc, sector by sector.
///
/// A sector that one copy has is taken from it. Where several have it they are compared, and what
/// they disagree about is decided by the majority of three or more, else by a copy that the user
/// prefers, else it is left out and counts as unreadable.
package struct Merger: Sendable {
    /// What came of it so far.
    package private(set) var result: MergeResult

    private let plan: MergePlan
    private let preferred: Int?
    /// What each holder of a stretch has, one behind the other.
    private var buffer: [UInt8]

    /// The most sectors of each copy in memory at a time: 256 KiB.
    private static let stretchLimit = 128

    /// Makes a merger.
    ///
    /// - Parameters:
    ///   - maps: What each copy has; their sizes may differ.
    ///   - preferred: The number of the copy that decides where there is no majority.
    package init(maps: [SectorMap], preferred: Int? = nil) {
        plan = MergePlan(maps: maps)
        self.preferred = preferred
        result = MergeResult(sectorCount: plan.sectorCount, copies: maps.count)
        buffer = [UInt8](repeating: 0, count: maps.count * Self.stretchLimit * Sector.size)
    }

    /// Merges all sectors; what the sink has of them is brought to stable storage by the caller.
    ///
    /// - Parameters:
    ///   - copies: The images.
    ///   - sink: The merged image, all zeros.
    ///   - mayGoOn: Called with the sector that comes next; false ends the merge.
    /// - Returns: Whether it came to the end.
    /// - Throws: Which side failed, and why.
    package mutating func run<Copies: MergeCopies & ~Copyable, Sink: SectorSink & ~Copyable>(
        _ copies: inout Copies, into sink: inout Sink, mayGoOn: (LBA) -> Bool
    ) throws(MergeFailure<Copies.Failure, Sink.Failure>) -> Bool {
        var lba = 0
        while lba < plan.sectorCount {
            guard mayGoOn(lba) else { return false }
            let stretch = plan.stretch(at: lba, limit: Self.stretchLimit)
            if stretch.holders.isEmpty {
                result.map.mark(stretch.range, as: stretch.status)
            } else {
                do throws(Copies.Failure) {
                    try read(stretch, from: &copies)
                } catch {
                    throw .input(error)
                }
                do throws(Sink.Failure) {
                    try write(stretch, to: &sink)
                } catch {
                    throw .output(error)
                }
            }
            lba = stretch.range.end
        }
        return true
    }

    private mutating func read<Copies: MergeCopies & ~Copyable>(
        _ stretch: MergePlan.Stretch, from copies: inout Copies
    ) throws(Copies.Failure) {
        let size = stretch.range.byteCount
        for (place, copy) in stretch.holders.enumerated() {
            var whole = buffer.mutableSpan
            var part = whole._mutatingExtracting(place * size..<(place + 1) * size)
            try copies.read(stretch.range, ofCopy: copy, into: &part)
        }
    }

    private mutating func write<Sink: SectorSink & ~Copyable>(
        _ stretch: MergePlan.Stretch, to sink: inout Sink
    ) throws(Sink.Failure) {
        let (range, holders) = (stretch.range, stretch.holders)
        let isUnanimous = holders.indices.dropFirst().allSatisfy { place in
            agree(0, place, range, about: range)
        }
        guard !isUnanimous else {
            return try take(range, from: 0, in: stretch, to: &sink)
        }
        for lba in range.start..<range.end {
            let sector = SectorRange(start: lba, count: 1)
            let vote = MergeVote(holders, preferred: preferred) {
                agree($0, $1, range, about: sector)
            }
            switch vote {
            case .agreement:
                try take(sector, from: 0, in: stretch, to: &sink)
            case .decided(let place, let decision):
                result.note(decision, at: lba)
                try take(sector, from: place, in: stretch, to: &sink)
            case .undecided:
                result.note(.undecided, at: lba)
                result.map.mark(sector, as: .unreadable)
            }
        }
    }

    private mutating func take<Sink: SectorSink & ~Copyable>(
        _ sectors: SectorRange, from place: Int, in stretch: MergePlan.Stretch,
        to sink: inout Sink
    ) throws(Sink.Failure) {
        let bytes = Self.place(of: place, stretch.range, sectors)
        try sink.write(buffer.span.extracting(bytes), at: sectors.start)
        result.map.mark(sectors, as: .rescued)
        result.taken[stretch.holders[place]] += sectors.count
    }

    /// Where in the buffer some sectors of a stretch lie, as a holder has them.
    private static func place(
        of holder: Int, _ stretch: SectorRange, _ sectors: SectorRange
    ) -> Range<Int> {
        let start = holder * stretch.byteCount + sectors.byteOffset - stretch.byteOffset
        return start..<start + sectors.byteCount
    }

    /// Whether two holders have the same bytes of some sectors of a stretch.
    private func agree(
        _ one: Int, _ other: Int, _ stretch: SectorRange, about sectors: SectorRange
    ) -> Bool {
        areEqual(
            buffer.span.extracting(Self.place(of: one, stretch, sectors)),
            buffer.span.extracting(Self.place(of: other, stretch, sectors)))
    }
}

// MARK: - Copies of different discs

extension Merger {
    /// The most sectors of any two copies that are compared.
    private static let sampleCount = 64

    /// Finds two copies that differ in most of some sectors from all over the disc.
    ///
    /// Sectors that are zero in both prove nothing: every disc has them.
    ///
    /// - Returns: The first two of that kind; nil if all can be of one disc.
    /// - Throws: Why a copy cannot be read.
    package func strangers<Copies: MergeCopies & ~Copyable>(
        among copies: inout Copies
    ) throws(Copies.Failure) -> MergeStrangers? {
        let count = plan.maps.count
        for second in 0..<count {
            for first in 0..<second {
                let found = try compare(first, second, in: &copies)
                if found.differing * 2 > found.compared { return found }
            }
        }
        return nil
    }

    private func compare<Copies: MergeCopies & ~Copyable>(
        _ first: Int, _ second: Int, in copies: inout Copies
    ) throws(Copies.Failure) -> MergeStrangers {
        var found = MergeStrangers(first: first, second: second, compared: 0, differing: 0)
        let zeros = [UInt8](repeating: 0, count: Sector.size)
        for lba in plan.samples(of: first, second, count: Self.sampleCount) {
            let one = try Self.sector(lba, ofCopy: first, in: &copies)
            let other = try Self.sector(lba, ofCopy: second, in: &copies)
            let isSame = areEqual(one.span, other.span)
            if isSame, areEqual(one.span, zeros.span) { continue }
            found.compared += 1
            if !isSame { found.differing += 1 }
        }
        return found
    }

    private static func sector<Copies: MergeCopies & ~Copyable>(
        _ lba: LBA, ofCopy copy: Int, in copies: inout Copies
    ) throws(Copies.Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        try copies.read(SectorRange(start: lba, count: 1), ofCopy: copy, into: &span)
        return bytes
    }
}

/// Two copies that cannot be of the same disc.
package struct MergeStrangers: Hashable, Sendable {
    /// The number of the one copy.
    package var first: Int
    /// The number of the other.
    package var second: Int
    /// How many sectors of both were compared.
    package var compared: Int
    /// In how many of them they differ.
    package var differing: Int
}
