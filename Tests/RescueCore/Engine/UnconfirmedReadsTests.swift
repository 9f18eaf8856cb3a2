import Testing

@testable import RescueCore

@Suite struct UnconfirmedReadsTests {
    @Test func `neighbours become one range, in the order of the reads`() {
        var reads = UnconfirmedReads()
        #expect(reads.isEmpty)
        for start in [64, 96, 0, 32] { reads.noteRescued(SectorRange(start: start, count: 32)) }
        #expect(reads.rescued == [SectorRange(64, 128), SectorRange(0, 64)])
    }

    @Test func `what was taken back already is forgotten`() {
        var reads = UnconfirmedReads()
        reads.noteRescued(SectorRange(0, 64))
        reads.forget(SectorSet(sectors: [10]))
        #expect(reads.rescued == [SectorRange(0, 10), SectorRange(11, 64)])
        reads.forget(SectorSet([SectorRange(0, 64)]))
        #expect(reads.isEmpty)
    }

    @Test func `sectors of Form 2 are something to be lost as well`() {
        var reads = UnconfirmedReads()
        reads.noteFormTwo(SectorRange(5, 6))
        #expect(!reads.isEmpty)
    }
}
