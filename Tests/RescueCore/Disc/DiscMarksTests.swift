import RescueCore
import Testing

@Suite struct DiscMarksTests {
    private static let dvd = DiscGeometry(family: .dvd, sectorCount: 2_000_000)

    @Test func `one sector is an arc of its length, at its radius`() throws {
        let marks = DiscMarks(of: [SectorRange(start: 700_000, count: 1)], on: Self.dvd)
        #expect(marks.rings == [])
        let arc = try #require(marks.arcs.first)
        let place = Self.dvd.place(of: 700_000)
        #expect(abs(arc.radius - place.radius) < 1e-9)
        #expect(abs(arc.angle - place.angle) < 1e-9)
        #expect(abs(arc.length * Self.dvd.sectorsPerTurn(at: arc.radius) - 1) < 1e-3)
        #expect(marks.arcs.count == 1 && marks.bands.count == 1)
    }

    @Test func `more than a turn is a ring`() throws {
        let range = SectorRange(100_000, 300_000)
        let marks = DiscMarks(of: [range], on: Self.dvd)
        #expect(marks.arcs == [])
        let ring = try #require(marks.rings.first)
        #expect(abs(ring.radii.lowerBound - Self.dvd.place(of: range.start).radius) < 1e-9)
        #expect(abs(ring.radii.upperBound - Self.dvd.place(of: range.end).radius) < 1e-9)
        #expect(marks.bands == marks.rings)
    }

    @Test func `what crosses the rim lies on both layers`() {
        let disc = DiscGeometry(family: .dvd, sectorCount: 4_171_712)
        let marks = DiscMarks(of: [SectorRange(2_000_000, 2_200_000)], on: disc)
        #expect(marks.rings.map(\.layer) == [0, 1])
        #expect(marks.rings.allSatisfy { abs($0.radii.upperBound - 58) < 0.01 })
        #expect(marks.rings.allSatisfy { $0.radii.lowerBound < 57.5 })
    }

    @Test func `neighbours that cannot be told apart are one ring`() {
        let turn = 1 + Int(Self.dvd.sectorsPerTurn(at: 40))
        let first = Self.dvd.lba(atTurn: Self.dvd.turns(toRadius: 40))
        let near = [
            SectorRange(start: first, count: turn),
            SectorRange(start: first + 9 * turn, count: turn),
        ]
        #expect(DiscMarks(of: near, on: Self.dvd).rings.count == 1)
        #expect(DiscMarks(of: near, on: Self.dvd, resolution: 0.001).rings.count == 2)
    }

    @Test func `a drawing stays small, however much is damaged`() {
        let many = (0..<60_000).map { SectorRange(start: $0 * 32, count: 16) }
        let marks = DiscMarks(of: many, on: Self.dvd)
        #expect(marks.isDense && marks.arcs == [] && marks.rings == [])
        #expect(marks.bands.count == 1)
        let few = DiscMarks(of: Array(many.prefix(500)), on: Self.dvd)
        #expect(!few.isDense && (1...500).contains(few.arcs.count))
    }

    @Test func `what lies outside of the disc is passed over`() {
        #expect(DiscMarks(of: [SectorRange(2_000_000, 2_000_100)], on: Self.dvd).bands == [])
        let nothing = DiscGeometry(family: .cd, sectorCount: 0)
        #expect(DiscMarks(of: [SectorRange(0, 5)], on: nothing).bands == [])
    }
}
