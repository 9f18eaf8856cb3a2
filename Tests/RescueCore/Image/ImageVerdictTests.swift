import RescueCore
import Testing

@Suite struct ImageVerdictTests {
    @Test(arguments: [
        ([], ImageVerdict.intact), ([SectorRange(50, 52)], .harmless),
        ([SectorRange(31, 32)], .damaged), ([SectorRange(31, 32), SectorRange(21, 22)], .damaged),
        ([SectorRange(21, 22)], .unknown), ([SectorRange(16, 22)], .unknown),
    ])
    func `it is told by what the missing sectors hold`(
        missing: [SectorRange], verdict: ImageVerdict
    ) {
        let analysis = SmallImage.analysis(missing: missing)
        #expect(ImageVerdict(analysis) == verdict)
    }

    @Test func `without a map nothing is proven, and damage is damage`() {
        #expect(ImageVerdict(SmallImage.analysis(hasMap: false)) == .unproven)
        let cut = SmallImage.analysis(missing: [SectorRange(40, 41)], hasMap: false)
        #expect(ImageVerdict(cut) == .damaged)
    }

    @Test func `a lost structure that no file needs is damage`() {
        var builder = SmallImage.builder
        builder.pathTable(at: 25, [("", 20, 1), ("SUB", 21, 1)])
        let analysis = ImageAnalysis(of: builder.disc, missing: [SectorRange(25, 26)])
        #expect(analysis.damage.files.isEmpty && analysis.damage.knowsAllNames)
        #expect(ImageVerdict(analysis) == .damaged)
    }

    @Test func `an image that ends before its volume is whole only if the disc did so, too`() {
        let disc = SmallImage.builder.disc
        let cut = ImageAnalysis(of: disc, sectorCount: 60)
        #expect(cut.shortage == 4 && cut.missing == 0)
        #expect(ImageVerdict(cut) == .harmless)
        let record = TestRip.record(.complete, cut.map)
        let same = ImageAnalysis(of: disc, sectorCount: 60, record: record)
        #expect(same.shortage == 0)
        #expect(ImageVerdict(same) == .intact)
    }

    @Test func `files that two trees name are counted once`() {
        var builder = SmallImage.builder
        builder.joliet(root: 46, [("one", 30, 5000), ("another", 47, 20)])
        let analysis = ImageAnalysis(of: builder.disc)
        #expect(analysis.filesystems.trees.count == 2)
        #expect(analysis.fileCount == 4)
    }
}
