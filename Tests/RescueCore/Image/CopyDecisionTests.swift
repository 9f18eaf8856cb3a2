import RescueCore
import Testing

@Suite struct CopyDecisionTests {
    private func decision(
        on path: String, in analysis: ImageAnalysis, isDamagedWanted: Bool = false
    ) throws -> CopyDecision {
        let entry = try #require(analysis.entry(at: path))
        return CopyDecision(entry, in: analysis, isDamagedWanted: isDamagedWanted) { nil }
    }

    @Test func `a damaged file is copied only if it is wanted`() throws {
        let analysis = SmallImage.analysis(missing: [SectorRange(31, 32)])
        let lost = 2048
        #expect(try decision(on: "/ONE", in: analysis) == .omitted(.damaged(lost: lost)))
        let wanted = try decision(on: "/ONE", in: analysis, isDamagedWanted: true)
        #expect(wanted == .file(lost: lost))
        #expect(try decision(on: "/TWO", in: analysis) == .file(lost: nil))
    }

    @Test func `a directory is made, whatever became of it`() throws {
        let analysis = SmallImage.analysis(missing: [SectorRange(21, 22)])
        #expect(try decision(on: "/SUB", in: analysis) == .directory(isHurt: true))
        #expect(try decision(on: "/", in: analysis) == .directory(isHurt: false))
    }

    @Test func `what is not known to be the file is never copied`() throws {
        var builder = SmallImage.builder
        builder.directory(
            at: ISOBuilder.root,
            [
                ISOBuilder.record(Array("GAPS;1".utf8), at: 30, size: 4096, interleave: 1),
                ISOBuilder.file("LONG;1", at: 40, size: 2048, flags: 0x80),
            ])
        let analysis = ImageAnalysis(of: builder.disc)
        for isWanted in [false, true] {
            let gaps = try decision(on: "/GAPS", in: analysis, isDamagedWanted: isWanted)
            #expect(gaps == .omitted(.interleaved))
            let long = try decision(on: "/LONG", in: analysis, isDamagedWanted: isWanted)
            #expect(long == .omitted(.placeBroken))
        }
    }

    @Test func `a packed file is as damaged as its unpacking shows`() throws {
        var builder = SmallImage.builder
        let packing = ISOBuilder.field("ZF", Array("pz".utf8) + [4, 15] + ISOBuilder.both32(9000))
        builder.directory(
            at: ISOBuilder.root, systemUse: ISOBuilder.sharing,
            [ISOBuilder.file("F", at: 40, size: 100, systemUse: packing)])
        let analysis = ImageAnalysis(of: builder.disc, missing: [SectorRange(40, 41)])
        let entry = try #require(analysis.entry(at: "/F"))
        for (lost, isWanted, expected) in [
            (nil, true, CopyDecision.omitted(.unpackable)), (0, false, .file(lost: nil)),
            (7, false, .omitted(.damaged(lost: 7))), (7, true, .file(lost: 7)),
        ] as [(Int?, Bool, CopyDecision)] {
            let decision = CopyDecision(entry, in: analysis, isDamagedWanted: isWanted) { lost }
            #expect(decision == expected)
        }
    }

    @Test func `the pieces of a file are what is not missing`() throws {
        let analysis = SmallImage.analysis(missing: [SectorRange(31, 32)])
        let one = try #require(analysis.entry(at: "/ONE"))
        #expect(
            analysis.damage.readablePieces(of: one) == [
                FilePiece(fileOffset: 0, imageOffset: 30 * 2048, byteCount: 2048),
                FilePiece(fileOffset: 4096, imageOffset: 32 * 2048, byteCount: 904),
            ])
        #expect(one.copySuffix(isDamaged: true) == ".damaged")
        #expect(one.copySuffix(isDamaged: false) == "")
    }
}
