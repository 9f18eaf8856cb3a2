/// The sectors of a disc whose bytes are missing, prepared for many questions.
///
/// What lies behind the end of the map is missing, too: a file may be cut off there.
package struct BadSectors: Sendable {
    /// The missing ranges in order, never touching each other.
    package let ranges: [SectorRange]

    /// How many sectors the map covers.
    package let sectorCount: Int

    /// How many sectors are missing before each range; one more at the end, for all of them.
    private let before: [Int]

    /// Gathers what a map says is missing.
    ///
    /// - Parameters:
    ///   - map: The error map.
    ///   - statuses: What counts as missing; everything that was not rescued, usually.
    package init(_ map: SectorMap, statuses: SectorStatusSet = .missing) {
        ranges = map.ranges(of: statuses)
        sectorCount = map.sectorCount
        before = ranges.reduce(into: [0]) { sums, range in
            sums.append((sums.last ?? 0) + range.count)
        }
    }

    /// How many sectors of the disc are missing.
    package var count: Int { before.last ?? 0 }

    /// Whether a sector is missing.
    package func contains(_ lba: LBA) -> Bool {
        guard lba < sectorCount else { return true }
        let index = ranges.firstIndex(endingBehind: lba)
        return index < ranges.count && ranges[index].start <= lba
    }

    /// How many bytes of an extent are missing.
    package func badBytes(of extent: FileExtent) -> Int {
        guard let start = extent.imageOffset, extent.byteCount > 0 else { return 0 }
        return badBytes(before: start + extent.byteCount) - badBytes(before: start)
    }

    /// How many bytes of several extents are missing.
    func badBytes(of extents: some Sequence<FileExtent>) -> Int {
        extents.reduce(0) { $0 + badBytes(of: $1) }
    }

    /// The missing ranges that share a sector with `range`, whole.
    package func overlapping(_ range: SectorRange) -> ArraySlice<SectorRange> {
        guard !range.isEmpty else { return [] }
        let low = ranges.firstIndex(endingBehind: range.start)
        let high = ranges.firstIndex(endingBehind: range.end - 1)
        let isInLast = high < ranges.count && ranges[high].start < range.end
        return ranges[low..<max(low, isInLast ? high + 1 : high)]
    }

    /// How many bytes are missing before a place of the image.
    private func badBytes(before offset: Int) -> Int {
        let discEnd = sectorCount * Sector.size
        let index = ranges.firstIndex(endingBehind: min(offset, discEnd) / Sector.size)
        var bad = before[index] * Sector.size + max(0, offset - discEnd)
        if index < ranges.count {
            bad += max(0, min(offset, discEnd) - ranges[index].byteOffset)
        }
        return bad
    }
}
