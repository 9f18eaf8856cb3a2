import RescueCore
import Testing

@Suite struct ListingGapsTests {
    private func gaps(below path: String, missing: [SectorRange]) -> ListingGaps {
        ListingGaps(below: Array(path.utf8), of: SmallImage.analysis(missing: missing))
    }

    @Test func `a damaged directory is a gap to those above it alone`() {
        let missing = [SectorRange(21, 22)]
        for path in ["/", "/SUB"] {
            #expect(gaps(below: path, missing: missing).directories.map(\.pathText) == ["/SUB"])
        }
        for path in ["/SU", "/SUB2", "/ONE"] {
            #expect(gaps(below: path, missing: missing).directories.isEmpty)
        }
        #expect(!gaps(below: "/", missing: missing).isVolumeHurt)
    }

    @Test func `a damaged descriptor is a gap to the root alone`() {
        let missing = [SectorRange(16, 17)]
        #expect(gaps(below: "/", missing: missing).isVolumeHurt)
        #expect(!gaps(below: "/SUB", missing: missing).isVolumeHurt)
        #expect(!gaps(below: "/", missing: [SectorRange(30, 31)]).isVolumeHurt)
    }

    @Test func `directories that end with empty sectors are told apart`() {
        var builder = SmallImage.builder
        builder.directory(
            at: ISOBuilder.root, [ISOBuilder.file("SUB", at: 21, size: 4096, flags: 2)])
        builder.directory(at: 21, sectors: 2, [ISOBuilder.file("THREE;1", at: 45, size: 10)])
        let gaps = ListingGaps(below: Array("/".utf8), of: ImageAnalysis(of: builder.disc))
        #expect(gaps.blankDirectories.map(\.pathText) == ["/SUB"])
        #expect(gaps.directories.isEmpty && gaps.cutTrees.isEmpty)
    }
}
