import RescueCore
import Testing

/// What was read first, the disc and the image, compared: the one that changed is named.
@Suite struct VerifierTests {
    private static let sectorCount = 40

    private func source(_ lies: [LBA: LyingSource.Lie] = [:]) -> LyingSource {
        LyingSource(sectorCount: Self.sectorCount, seed: 3, lies: lies)
    }

    private func range(_ start: LBA, _ end: LBA) -> SectorRange { SectorRange(start, end) }

    @Test func `when all agree, every sector was read again from the medium`() throws {
        var rip = try LyingRip(source())
        let (end, result) = try rip.verify()
        #expect(end == .complete)
        #expect(result.isAgreement)
        #expect(result.identical == Self.sectorCount)
        #expect((0..<Self.sectorCount).allSatisfy { rip.source.mediumReads[$0] ?? 0 >= 2 })
    }

    @Test(arguments: [
        (LyingSource.Lie.first, VerifyFinding.unstableOutvoted),
        (.second, .unstableConfirmed),
        (.everyOther, .unstableUndecided),
    ])
    func `a disc that reads differently is unstable, and the third read decides`(
        lie: LyingSource.Lie, finding: VerifyFinding
    ) throws {
        // With a disc larger than twice the cache no sector is read before its turn but the last.
        var rip = try LyingRip(source([11: lie]))
        let (end, result) = try rip.verify()
        #expect(end == .complete)
        #expect(result.findings == [finding: [range(11, 12)]])
        #expect(result.identical == Self.sectorCount - 1)
    }

    @Test func `an image that rotted is named, not the disc`() throws {
        var rip = try LyingRip(source())
        rip.rot(5)
        rip.rot(6)
        let (_, result) = try rip.verify()
        #expect(result.findings == [.imageChanged: [range(5, 7)]])
    }

    @Test func `an unstable disc and a rotten image in one chunk are told apart`() throws {
        var rip = try LyingRip(source([9: .second, 10: .first]))
        rip.rot(12)
        let (_, result) = try rip.verify()
        #expect(
            result.findings == [
                .unstableConfirmed: [range(9, 10)], .unstableOutvoted: [range(10, 11)],
                .imageChanged: [range(12, 13)],
            ])
    }

    @Test func `a sector can be unstable on the disc and rotten in the image`() throws {
        var rip = try LyingRip(source([9: .second]))
        rip.rot(9)
        let (_, result) = try rip.verify()
        // What was read first is nowhere to be found but at the third read.
        #expect(
            result.findings == [
                .imageChanged: [range(9, 10)], .unstableOutvoted: [range(9, 10)],
            ])
    }

    @Test func `without what was read first, nobody is accused`() throws {
        var rip = try LyingRip(source([9: .second, 20: .everyOther]))
        rip.rot(12)
        let (_, result) = try rip.verify(knowsFirst: false)
        #expect(
            result.findings == [
                .imageDiffers: [range(12, 13)], .unstableConfirmed: [range(9, 10)],
                .unstableUndecided: [range(20, 21)],
            ])
    }

    @Test func `a record of something else is named when disc and image agree`() throws {
        var rip = try LyingRip(source())
        rip.sums.sums[1] ^= 1
        let (_, result) = try rip.verify()
        #expect(result.findings == [.recordDiffers: [range(8, 16)]])
    }

    @Test func `sums that do not fit the image are passed over`() throws {
        var rip = try LyingRip(source())
        rip.sums.sums.append(0)
        let (_, result) = try rip.verify()
        #expect(result.isAgreement)
    }

    @Test func `only rescued sectors are compared`() throws {
        var rip = try LyingRip(source(), lost: [range(3, 7), range(38, 40)])
        rip.rot(4)
        rip.rot(39)
        let (_, result) = try rip.verify()
        #expect(result.isAgreement)
        #expect(result.skipped == 6)
        #expect(result.identical == Self.sectorCount - 6)
        let isAsked = rip.source.requests.contains { $0.range.overlaps(range(3, 7)) }
        #expect(!isAsked)
    }

    @Test func `what cannot be read again is told, and what is around it is compared`() throws {
        var rip = try LyingRip(source([14: .second]))
        rip.source.dead = [13]
        rip.rot(21)
        let (end, result) = try rip.verify()
        #expect(end == .complete)
        // The ECC block of two sectors.
        #expect(result.unreadable == [range(12, 14)])
        #expect(
            result.findings == [
                .unstableConfirmed: [range(14, 15)], .imageChanged: [range(21, 22)],
            ])
    }

    @Test func `a change in what the disc cannot tell any more is found by the recorded sum`()
        throws
    {
        var rip = try LyingRip(source())
        rip.source.dead = [13]
        rip.rot(12)
        let (_, result) = try rip.verify()
        #expect(result.findings == [.imageChanged: [range(12, 14)]])
    }

    @Test func `an image that was cut is too short, and compared as far as it goes`() throws {
        var rip = try LyingRip(source())
        rip.rot(2)
        rip.image.bytes.removeLast(9 * Sector.size + 100)
        let (_, result) = try rip.verify()
        #expect(
            result.findings == [
                .imageChanged: [range(2, 3)], .imageTooShort: [range(30, 40)],
            ])
        #expect(result.identical == 29)
    }

    @Test func `a drive that answers from its cache is made to look at the disc`() throws {
        for count in [9, 17, 40] {
            var liar = LyingSource(
                sectorCount: count, seed: 1, lies: [0: .second, count - 1: .second])
            liar.cacheSectors = 4
            liar.obeysFromMedium = false
            var rip = try LyingRip(liar)
            let (_, result) = try rip.verify()
            let reads = [0, count - 1].map { rip.source.mediumReads[$0] ?? 0 }
            #expect(reads.allSatisfy { $0 >= 3 }, "\(count) sectors")
            #expect(result.count(of: .unstableConfirmed) > 0, "\(count) sectors")
        }
    }

    @Test func `a disc smaller than a cache is read past it`() throws {
        var liar = LyingSource(sectorCount: 6, seed: 1, lies: [2: .second])
        liar.cacheSectors = 100
        var rip = try LyingRip(liar)
        let (_, result) = try rip.verify()
        #expect(result.findings == [.unstableConfirmed: [range(2, 3)]])
    }

    @Test func `a drive that does not know reads past its cache is read without`() throws {
        var liar = LyingSource(sectorCount: 6, seed: 1, lies: [2: .second])
        liar.rejectsFromMedium = true
        var rip = try LyingRip(liar)
        let (_, result) = try rip.verify()
        #expect(result.findings == [.unstableConfirmed: [range(2, 3)]])
        #expect(result.unreadable.isEmpty)
        let refused = rip.source.requests.count(where: \.fromMedium)
        #expect(refused == 1)
    }

    @Test func `a stop is honoured, and what was compared is told`() throws {
        var rip = try LyingRip(source())
        let host = VerifyWitness(stopsAfterReads: 4)
        let (end, result) = try rip.verify(host: host)
        #expect(end == .interrupted)
        #expect(result.identical < Self.sectorCount)
        #expect(host.events.last == .ended(.interrupted))
    }

    @Test func `beyond the limit of third reads sectors are still found and attributed`() throws {
        var rip = try LyingRip(source([3: .second, 20: .second]))
        rip.rot(30)
        var policy = VerifyPolicy(eccBlockSectors: 2, commandSectors: 4)
        policy.cacheSectors = 4
        policy.thirdReads = 1
        let (_, result) = try rip.verify(policy: policy)
        #expect(result.findings[.unstableConfirmed] == [range(3, 4)])
        #expect(result.findings[.unstableUndecided] == [range(20, 21)])
        #expect(result.findings[.imageChanged] == [range(30, 31)])
    }

    @Test func `an image that cannot be read ends it`() throws {
        var rip = try LyingRip(source())
        rip.image.fails = true
        do {
            _ = try rip.verify()
            Issue.record("the failure was not reported")
        } catch {
            #expect(error is MemoryImage.Failure)
        }
    }
}
