import RescueCore

/// The moving parts of a simulated drive: where the head is, and what the cache holds.
struct DriveMechanics: Sendable {
    let model: DriveModel
    let family: DiscProfile.Family
    /// The multiple of 1x the drive was told to keep to; nil: as fast as it can.
    var speedLimit: Double?

    private var geometry: DiscGeometry
    private var head: LBA = 0
    private var cache = SectorRange(0, 0)

    init(_ model: DriveModel, family: DiscProfile.Family, sectorCount: Int) {
        self.model = model
        self.family = family
        geometry = DiscGeometry(family: family, sectorCount: sectorCount)
    }

    /// Whether the drive serves a request without a look at the medium.
    func hasCached(_ request: ReadRequest) -> Bool {
        !request.fromMedium && cache.contains(request.range)
    }

    /// The seconds it takes to deliver what is cached.
    func secondsFromCache(_ range: SectorRange) -> Double {
        model.commandOverhead + Double(range.byteCount) / model.interfaceRate
    }

    /// Reads from the medium, up to where the read fails, and tells the seconds it took.
    ///
    /// A failing read costs the time of the sectors before it, and once the drive's patience.
    mutating func secondsToRead(_ request: ReadRequest, failingAt failure: LBA?) -> Double {
        let end = failure ?? request.range.end
        let rate = model.rate(
            at: request.range.start, limit: speedLimit, family: family, geometry: geometry)
        var seconds = model.commandOverhead
        seconds += model.seek(from: head, to: request.range.start, geometry: geometry)
        seconds += Double((end - request.range.start) * Sector.size) / rate
        seconds += request.fromMedium ? model.fromMediumDelay : 0
        if failure != nil {
            seconds += model.failingRead
            cache = SectorRange(0, 0)
        } else {
            let isNext = cache.end == request.range.start
            let stretch = SectorRange(isNext ? cache.start : request.range.start, end)
            cache = stretch.suffix(model.cachedSectors)
        }
        head = end
        return seconds
    }

    /// Forgets all about a disc and takes another.
    mutating func insertDisc(sectorCount: Int) {
        geometry = DiscGeometry(family: family, sectorCount: sectorCount)
        head = 0
        cache = SectorRange(0, 0)
    }
}
