import RescueCore
import Testing

@Suite struct DiscGeometryTests {
    /// What the standards say: a sector lasts 1/75 s at 1.2 to 1.4 m/s (CD), 1/676 s at 3.49 m/s
    /// (DVD), 1/2195 s at 4.92 m/s (BD).
    @Test(arguments: [
        (DiscProfile.Family.cd, 333_000, 16.0...18.7), (.dvd, 2_295_104, 5.1...5.2),
        (.bd, 12_219_392, 2.2...2.3),
    ])
    func `sectors are as long as the standards have them`(
        family: DiscProfile.Family, sectorCount: Int, length: ClosedRange<Double>
    ) {
        let geometry = DiscGeometry(family: family, sectorCount: sectorCount)
        #expect(length.contains(geometry.sectorLength))
        #expect(abs(geometry.place(of: sectorCount - 1).radius - 58) < 0.01)
        #expect(geometry.place(of: 0).radius == geometry.innerRadius)
    }

    @Test(arguments: DiscProfile.Family.allCases)
    func `the track goes outwards, and a turn holds as many sectors as fit`(
        family: DiscProfile.Family
    ) {
        let geometry = DiscGeometry(family: family, sectorCount: 300_000)
        var last = geometry.place(of: 0)
        for lba in stride(from: 10_000, to: 300_000, by: 10_000) {
            let place = geometry.place(of: lba)
            #expect(place.radius > last.radius && place.layer == 0)
            #expect((0..<1).contains(place.angle))
            let next = geometry.place(of: lba + Int(geometry.sectorsPerTurn(at: place.radius)))
            let turn = next.angle - place.angle
            #expect(min(abs(turn), 1 - abs(turn)) < 1.5 / geometry.sectorsPerTurn(at: place.radius))
            last = place
        }
    }

    @Test(arguments: DiscProfile.Family.allCases)
    func `a number of turns leads back to the sector`(family: DiscProfile.Family) {
        let geometry = DiscGeometry(family: family, sectorCount: 250_000)
        for lba in stride(from: 1, to: 250_000, by: 7_919) {
            let turns = geometry.turns(toRadius: geometry.place(of: lba).radius)
            #expect(abs(geometry.lba(atTurn: turns) - lba) <= 1)
        }
    }

    @Test func `the second layer runs back from the rim`() {
        let geometry = DiscGeometry(family: .dvd, sectorCount: 4_171_712)
        #expect(geometry.layerSectors == 2_085_856)
        let end = geometry.place(of: 2_085_855)
        let start = geometry.place(of: 2_085_856)
        #expect(end.layer == 0 && start.layer == 1)
        #expect(abs(end.radius - start.radius) < 0.01)
        #expect(geometry.place(of: 4_171_711).radius < 24.01)
    }

    @Test(arguments: [(DiscProfile.Family.cd, 360_000), (.dvd, 2_298_496), (.bd, 48_878_592)])
    func `overlong discs end at the rim as well`(family: DiscProfile.Family, sectorCount: Int) {
        let geometry = DiscGeometry(family: family, sectorCount: sectorCount)
        for lba in stride(from: 0, to: sectorCount, by: sectorCount / 50) {
            #expect((geometry.innerRadius...58.01).contains(geometry.place(of: lba).radius))
        }
    }
}

extension DiscGeometry {
    /// How many sectors one turn of the track holds at a radius in mm.
    func sectorsPerTurn(at radius: Double) -> Double {
        2 * Double.pi * radius / sectorLength
    }
}
