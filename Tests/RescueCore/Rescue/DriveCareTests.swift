import Testing

@testable import RescueCore

@Suite struct DriveCareTests {
    private let map = SectorMap(sectorCount: 10)

    @Test func `failures that come fast are followed by a rest, others are not`() {
        var care = DriveCare()
        for number in 1...16 {
            care.noteFailure(after: .milliseconds(500), map: map)
            #expect(care.need == (number.isMultiple(of: 8) ? .rest : nil))
        }
        care = DriveCare()
        for _ in 1...16 {
            care.noteFailure(after: .seconds(4), map: map)
            #expect(care.need == nil)
        }
    }

    @Test func `many failures in a row ask for a look at a good sector`() {
        var care = DriveCare()
        for number in 1...64 {
            care.noteFailure(after: .seconds(4), map: map)
            #expect(care.need == (number.isMultiple(of: 32) ? .check : nil))
        }
        care.noteGoodRead()
        #expect(care.need == nil && care.mapBefore == nil)
    }

    @Test func `the map before the failures is kept`() {
        var care = DriveCare()
        var later = map
        care.noteFailure(after: .seconds(4), map: map)
        later.mark(SectorRange(3, 5), as: .unreadable)
        care.noteFailure(after: .seconds(4), map: later)
        #expect(care.mapBefore == map)
    }
}
