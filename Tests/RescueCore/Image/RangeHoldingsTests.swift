import RescueCore
import Testing

@Suite struct RangeHoldingsTests {
    /// The paths of the entries, and the names of the structures, that each missing range holds.
    private func names(_ holdings: RangeHoldings, in analysis: ImageAnalysis) -> [[String]] {
        holdings.holdings.map { range in
            range.holders.map { holder in
                switch holder {
                case .entry(let hurt): analysis.entry(of: hurt).pathText
                case .structure(let subject): subject.rawValue
                }
            }
        }
    }

    @Test func `each missing range is told with what lies in it, and nothing else`() {
        let analysis = SmallImage.analysis(missing: [
            SectorRange(16, 17), SectorRange(21, 22), SectorRange(32, 33), SectorRange(39, 42),
            SectorRange(55, 57),
        ])
        // Without the descriptor there is no tree that could name anything.
        #expect(names(RangeHoldings(analysis), in: analysis) == [["descriptor"], [], [], [], []])
        let rest = SmallImage.analysis(missing: [
            SectorRange(21, 22), SectorRange(32, 33), SectorRange(39, 42), SectorRange(55, 57),
        ])
        let holdings = RangeHoldings(rest)
        #expect(names(holdings, in: rest) == [["/SUB"], ["/ONE"], ["/TWO"], []])
        #expect(holdings.holdings.map(\.isPartlyUnused) == [false, false, true, true])
        #expect(holdings.holdings.map(\.hasMore) == [false, false, false, false])
    }

    @Test func `a file in two ranges is told in both, and two files in one range`() {
        let analysis = SmallImage.analysis(missing: [SectorRange(30, 31), SectorRange(32, 46)])
        let holdings = RangeHoldings(analysis)
        #expect(names(holdings, in: analysis) == [["/ONE"], ["/ONE", "/TWO", "/SUB/THREE"]])
    }

    @Test(arguments: [0, 1])
    func `of very many things in one range the first are told`(more: Int) {
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(
            at: ISOBuilder.root,
            (0..<RangeHoldings.limit + more).map { number in
                ISOBuilder.file("F\(number);1", at: 30 + number, size: 2048)
            })
        let analysis = ImageAnalysis(of: builder.disc, missing: [SectorRange(30, 64)])
        let holdings = RangeHoldings(analysis)
        #expect(holdings.holdings.map(\.holders.count) == [RangeHoldings.limit])
        #expect(holdings.holdings.map(\.hasMore) == [more > 0])
    }
}
