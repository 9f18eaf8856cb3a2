import RescueCore
import Testing

@Suite struct SizeComparisonTests {
    /// Compares an image of the small disc, or of no volume, that has so many sectors and bytes.
    private func comparison(
        disc: Int? = nil, sectors: Int, bytes: Int = 0, hasVolume: Bool = true
    ) -> SizeComparison? {
        var source = SmallImage.builder.disc
        let volume = VolumeDescriptor(sector: source.sector(at: 16) ?? [])
        return SizeComparison(
            of: sectors * Sector.size + bytes, discSectors: disc, volume: hasVolume ? volume : nil,
            in: &source, sessions: [0])
    }

    @Test func `an image is compared with its disc first, then with its volume`() {
        #expect(comparison(disc: 70, sectors: 60) == .short(of: 70, by: .disc))
        #expect(comparison(sectors: 63, bytes: 2047) == .short(of: 64, by: .volume))
        #expect(comparison(sectors: 64) == .equal)
        #expect(comparison(disc: 64, sectors: 66, bytes: 3) == .longer(than: 64, bytes: 4099))
    }

    @Test func `where nobody says anything there is nothing to compare with`() {
        #expect(comparison(disc: 10, sectors: 10, hasVolume: false) == nil)
        #expect(comparison(disc: 10, sectors: 9, hasVolume: false) == .short(of: 10, by: .disc))
    }
}
