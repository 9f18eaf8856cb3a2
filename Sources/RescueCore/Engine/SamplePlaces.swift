/// Where sectors are taken from the image to know its disc by: from all over what was recorded, and
/// from what was read since, for a disc may have been exchanged in between.
///
/// Descriptors are compared anyway. Discs whose descriptors are alike differ elsewhere.
struct SamplePlaces: Sendable {
    private let confirmed: SectorSet
    private let unconfirmed: SectorSet

    /// While nothing is recorded, the samples lie behind so many of the sectors that were read first.
    ///
    /// The first sectors of a disc are like those of many others.
    private static let first = [0, 12, 24, 48, 96, 256, 1_024, 4_096, 16_384]

    /// Divides the rescued sectors into those that were recorded and those that were not.
    ///
    /// - Parameters:
    ///   - map: What was rescued.
    ///   - unconfirmed: What of that was not recorded yet.
    ///   - witnesses: The descriptors of the disc.
    ///   - tiresome: Sectors that took long, or could not be read, in an earlier look; they are
    ///     taken only where there are no others.
    init(
        in map: SectorMap, unconfirmed: [SectorRange], witnesses: some Sequence<LBA>,
        tiresome: Set<LBA>
    ) {
        let rescued = SectorSet(map.ranges(of: SectorStatusSet(.rescued)))
            .subtracting(SectorSet(sectors: witnesses))
        let confirmed = rescued.subtracting(SectorSet(unconfirmed))
        let tiresome = SectorSet(sectors: tiresome)
        let restful = confirmed.subtracting(tiresome)
        self.confirmed = restful.isEmpty ? confirmed : restful
        self.unconfirmed = rescued.subtracting(confirmed).subtracting(tiresome)
    }

    /// Places from all over what was recorded; a sample is the first good one behind each.
    func recorded(_ count: Int) -> [SectorRange] { confirmed.samples(count) }

    /// Places in what was read since.
    ///
    /// An exchange shows in the first sector that was not recorded. While nothing is recorded, it
    /// shows in what was read first, if anywhere.
    func fresh(_ count: Int, isAlone: Bool) -> [SectorRange] {
        unconfirmed.samples(at: isAlone ? Self.first : [0])
            + (count == DiscRecognition.samplesInDoubt ? unconfirmed.samples(count) : [])
    }
}
