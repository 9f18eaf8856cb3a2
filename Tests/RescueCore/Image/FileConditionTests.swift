import RescueCore
import Testing

@Suite struct FileConditionTests {
    private func condition(
        of path: String, in analysis: ImageAnalysis
    ) throws -> FileCondition {
        analysis.condition(of: try #require(analysis.entry(at: path)))
    }

    @Test func `a file is damaged by as many bytes as it had in missing sectors`() throws {
        let analysis = SmallImage.analysis(missing: [SectorRange(30, 31), SectorRange(32, 36)])
        let hurt = try condition(of: "/ONE", in: analysis)
        #expect(hurt.state == .damaged && hurt.badBytes == 2048 + 5000 - 4096)
        let other = try condition(of: "/TWO", in: analysis)
        #expect(other.state == .ok && other.badBytes == 0)
    }

    @Test func `a directory is damaged where its records are missing`() throws {
        let analysis = SmallImage.analysis(missing: [SectorRange(21, 22)])
        #expect(try condition(of: "/SUB", in: analysis).badBytes == 2048)
        #expect(try condition(of: "/", in: analysis).state == .ok)
    }

    @Test func `a file of which an extent is missing is not known`() throws {
        var builder = SmallImage.builder
        builder.directory(
            at: ISOBuilder.root, [ISOBuilder.file("LONG;1", at: 30, size: 2048, flags: 0x80)])
        let whole = ImageAnalysis(of: builder.disc)
        #expect(try condition(of: "/LONG", in: whole).state == .unknown)
        // That bytes are missing says more.
        let hurt = ImageAnalysis(of: builder.disc, missing: [SectorRange(30, 31)])
        #expect(try condition(of: "/LONG", in: hurt).state == .damaged)
    }

    @Test func `a file whose file entry is missing is not known`() throws {
        var builder = UDFBuilder(
            sectorCount: 400, maps: [UDFBuilder.plainMap], fileSet: (0, 0))
        builder.fileSet(at: 300, root: (1, 0))
        let records = UDFBuilder.name("FILE", at: 2)
        builder.entry(at: 301, type: 4, size: records.count, layout: 3, records)
        builder.entry(at: 302, size: 2048, UDFBuilder.short(2048, 10))
        let whole = ImageAnalysis(of: builder.disc)
        #expect(try condition(of: "/FILE", in: whole).state == .ok)
        let lost = ImageAnalysis(of: builder.disc, missing: [SectorRange(302, 303)])
        #expect(try condition(of: "/FILE", in: lost).state == .unknown)
    }
}
