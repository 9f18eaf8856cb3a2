import RescueCore

/// What is about to be ripped: the first JSON line, and the first sentence.
struct StartLine: Encodable {
    var event = "start"
    var version = Version.current
    var device: String
    var image: String
    var label: String?
    var profile: String?
    var sectors: Int
    var rescuedSectors: Int
    var resumed: Bool

    init(
        device: String, image: String, disc: DiscDescription, volume: VolumeDescriptor?,
        map: SectorMap, isResumed: Bool
    ) {
        self.device = device
        self.image = image
        label = volume?.label
        profile = disc.profile?.name
        sectors = map.sectorCount
        rescuedSectors = map.count(of: .rescued)
        resumed = isResumed
    }

    /// The line for a person.
    var sentence: String {
        let kind = [profile, Format.bytes(sectors * Sector.size)].compactMap { $0 }
        let disc = "\(label ?? device) (\(kind.joined(separator: ", ")))"
        let share = Format.percent(rescuedSectors, of: sectors)
        return resumed
            ? "resuming \(image) from \(disc): \(share) are there"
            : "copying \(disc) to \(image)"
    }
}
