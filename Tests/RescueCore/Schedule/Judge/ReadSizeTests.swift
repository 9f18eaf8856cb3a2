import Testing

@testable import RescueCore

@Suite struct ReadSizeTests {
    private func size(_ size: ReadSize, _ start: LBA, _ count: Int, isGap: Bool = false) -> Int {
        size.at(SectorRange(start: start, count: count), unit: 16, isBetweenFailures: isGap)
    }

    @Test func `reads are long until one fails and nobody knows where`() {
        var reads = ReadSize(commandSectors: 32)
        #expect(size(reads, 0, 1_000_000) == 32)
        reads.noteFailure(at: 50_000, isVague: false)
        #expect(size(reads, 50_032, 1_000_000) == 32)
        reads.noteFailure(at: 50_000, isVague: true)
        #expect(size(reads, 50_032, 1_000_000) == 16)
        #expect(size(reads, 40_000, 1_000_000) == 16)
        #expect(size(reads, 80_000, 1_000_000) == 32)
    }

    @Test func `a small gap between failures is read with care wherever it is`() {
        var reads = ReadSize(commandSectors: 32)
        reads.noteFailure(at: 50_000, isVague: true)
        #expect(size(reads, 900_000, 1_000, isGap: true) == 16)
        #expect(size(reads, 900_000, 1_000) == 32)
        #expect(size(reads, 900_000, 100_000, isGap: true) == 32)
    }
}
