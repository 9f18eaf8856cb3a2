/// The third phase: the sectors of unreadable ECC blocks, one by one.
///
/// Most drives give nothing of such a block; some do give its good sectors.
struct ScrapingPhase: Sendable {
    func next(in map: SectorMap) -> ReadRequest? {
        map.firstRun(of: SectorStatusSet(.unscraped)).map { ReadRequest($0.range.prefix(1)) }
    }
}
