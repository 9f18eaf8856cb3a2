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

    /// Takes samples from the image.
    ///
    /// - Parameters:
    ///   - count: How many of what was recorded.
    ///   - sink: The image.
    /// - Returns: The sectors with their bytes, and which of them were recorded.
    func samples(
        _ count: Int, from sink: inout some SectorSink & ~Copyable
    ) -> (held: [LBA: [UInt8]], confirmed: Set<LBA>) {
        var held: [LBA: [UInt8]] = [:]
        for place in recorded(count) { sink.addSample(in: place, to: &held) }
        let confirmed = Set(held.keys)
        for place in fresh(count, isAlone: confirmed.isEmpty) {
            sink.addSample(in: place, to: &held)
        }
        return (held, confirmed)
    }

    /// Places from all over what was recorded; a sample is the first sector behind each that tells discs apart.
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

extension SectorSink where Self: ~Copyable {
    /// Adds the first sector of a range that is not one byte all over, for many discs have such.
    ///
    /// Where there is none nearby, the first one of all stands in for it.
    fileprivate mutating func addSample(in range: SectorRange, to held: inout [LBA: [UInt8]]) {
        let near = range.prefix(8)
        var sample: (lba: LBA, bytes: [UInt8])?
        for lba in near.start..<near.end {
            guard let bytes = try? sector(at: lba) else { break }
            let isTelling = bytes.contains { $0 != bytes[0] }
            if sample == nil || isTelling { sample = (lba, bytes) }
            if isTelling { break }
        }
        if let sample { held[sample.lba] = sample.bytes }
    }
}
