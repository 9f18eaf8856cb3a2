import RescueCore

/// All patterns of damage on a disc of up to 24 sectors, in one drive.
package struct SmallDiscs: Sendable {
    package let sectorCount: Int
    package let drive: DriveManner

    /// All discs of so many sectors in a drive.
    package init(sectorCount: Int, drive: DriveManner) {
        precondition(1...24 ~= sectorCount)
        self.sectorCount = sectorCount
        self.drive = drive
    }

    /// What a thorough rescue has to be.
    package enum Flaw: Error {
        case askedForNothing, askedForTooMuch, askedForRescuedSectors, doesNotEnd
        case lostSectors, inventedSectors
    }

    /// The longest read.
    private static let chunk = 4
}

extension SmallDiscs {
    /// All patterns: their bits are the bad sectors.
    package var patterns: Range<UInt32> { 0..<1 << UInt32(sectorCount) }

    /// The patterns that are not rescued as they should be.
    ///
    /// Where bad blocks fall as a whole, the patterns that come to the same are left out.
    package func flaws(in patterns: Range<UInt32>) -> [(pattern: UInt32, flaw: Flaw)] {
        patterns.compactMap { pattern in
            guard drive.givesGoodSectors || whole(blocksOf: pattern) == pattern else { return nil }
            do throws(Flaw) {
                try rescue(bad: pattern)
                return nil
            } catch {
                return (pattern, error)
            }
        }
    }

    /// Rescues a disc whose bad sectors are the bits of a pattern.
    private func rescue(bad: UInt32) throws(Flaw) {
        let lost = drive.givesGoodSectors ? bad : whole(blocksOf: bad)
        var schedule = RescueSchedule(
            policy: RescuePolicy(
                eccBlockSectors: drive.block, commandSectors: Self.chunk, effort: .thorough,
                retries: 1))
        var map = SectorMap(sectorCount: sectorCount)
        var rescued: UInt32 = 0
        var reads = 0
        while let request = schedule.next(in: &map) {
            let wanted = try bits(of: request.range, rescued: rescued)
            reads += 1
            guard reads < sectorCount * 7 else { throw .doesNotEnd }
            if wanted & lost == 0 {
                schedule.succeeded(request, in: &map)
                rescued |= wanted
            } else {
                schedule.failed(fault(of: request.range, lost: wanted & lost), in: &map)
            }
        }
        guard map.count(of: .rescued) == rescued.nonzeroBitCount else { throw .inventedSectors }
        guard rescued == ~lost & (1 << UInt32(sectorCount) - 1),
            map.count(of: .unreadable) == lost.nonzeroBitCount
        else { throw .lostSectors }
    }

    private func bits(of range: SectorRange, rescued: UInt32) throws(Flaw) -> UInt32 {
        guard !range.isEmpty else { throw .askedForNothing }
        guard range.count <= Self.chunk, range.end <= sectorCount else { throw .askedForTooMuch }
        let bits: UInt32 = (1 << UInt32(range.count) - 1) << UInt32(range.start)
        guard bits & rescued == 0 else { throw .askedForRescuedSectors }
        return bits
    }

    private func whole(blocksOf bad: UInt32) -> UInt32 {
        let block: UInt32 = 1 << UInt32(drive.block) - 1
        var lost: UInt32 = 0
        for start in stride(from: 0, to: sectorCount, by: drive.block)
        where bad & block << UInt32(start) != 0 {
            lost |= block << UInt32(start)
        }
        return lost & (1 << UInt32(sectorCount) - 1)
    }

    private func fault(of range: SectorRange, lost: UInt32) -> ReadFault {
        let named: LBA? =
            switch drive.naming {
            case .nothing: nil
            case .failingSector: lost.trailingZeroBitCount
            case .firstSector: range.start
            }
        return ReadFault(.mediumError, reading: range, at: named)
    }
}
