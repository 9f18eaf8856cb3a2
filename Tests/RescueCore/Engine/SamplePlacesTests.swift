import Testing

@testable import RescueCore

@Suite struct SamplePlacesTests {
    private func places(unconfirmed: [SectorRange], tiresome: Set<LBA> = []) -> SamplePlaces {
        var map = SectorMap(sectorCount: 10_000)
        map.mark(SectorRange(0, 2_000), as: .rescued)
        return SamplePlaces(
            in: map, unconfirmed: unconfirmed, witnesses: [16, 17, 256], tiresome: tiresome)
    }

    @Test func `what was recorded gives places from all over it, and no descriptor`() {
        let places = places(unconfirmed: [SectorRange(1_000, 2_000)])
        let starts = places.recorded(8).map(\.start)
        #expect(starts.count == 8)
        #expect(starts == starts.sorted() && starts.allSatisfy { $0 < 1_000 })
        #expect(places.recorded(1_000).allSatisfy { ![16, 17, 256].contains($0.start) })
    }

    @Test func `the first sector that was not recorded is a place`() {
        let places = places(unconfirmed: [SectorRange(1_000, 2_000)])
        #expect(places.fresh(2, isAlone: false) == [SectorRange(1_000, 2_000)])
        #expect(places.fresh(DiscRecognition.samplesInDoubt, isAlone: false).count == 41)
    }

    @Test func `while nothing is recorded, what was read first gives places`() {
        let places = places(unconfirmed: [SectorRange(0, 2_000)])
        #expect(places.recorded(8) == [])
        #expect(places.fresh(2, isAlone: true).map(\.start) == [0, 12, 26, 50, 98, 259, 1_027])
    }

    @Test func `tiresome sectors are taken only where there are no others`() {
        let some = places(unconfirmed: [], tiresome: Set(0..<1_999))
        #expect(some.recorded(8).map(\.start) == [1_999])
        let all = places(unconfirmed: [], tiresome: Set(0..<2_000))
        #expect(all.recorded(8).count == 8)
        let fresh = places(unconfirmed: [SectorRange(1_000, 2_000)], tiresome: Set(0..<2_000))
        #expect(fresh.fresh(2, isAlone: false) == [])
    }
}
