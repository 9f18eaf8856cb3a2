import RescueCore

/// What `isorip info` tells of a drive and its disc: one value, as text and as JSON.
struct InfoReport: Encodable {
    /// A size and who claims it.
    struct Size: Encodable {
        var source: String
        var sectors: Int
    }

    /// A track, with its first and last sector.
    struct TrackRow: Encodable {
        var number: Int
        var session: Int
        var content: String
        var firstLBA: Int
        var lastLBA: Int
    }

    var device: String
    var drive: String?
    var firmware: String?
    var profile: String?
    var status: String?
    var sessions: Int
    /// The name that a rip gives its image, if the disc has a volume of ISO 9660.
    var label: String?
    var sectors: Int
    var sizes: [Size]
    var tracks: [TrackRow]
    var protection: String?
    /// Where the volume begins, if it is not at the start.
    var volumeLBA: Int?
    /// The names of all filesystems; empty if none is known here.
    var volumes: [VolumeRow] = []
    /// What a machine can start from; nil if no sector of the disc was looked at.
    var boot: BootReport?
    /// Nil for what is neither an image file nor a drive.
    var commands: ImageCommands?
    /// What was decided about the size of an image, and what could not be read, a sentence each.
    var notes: [String]

    init(
        device: String, disc: DiscDescription, volume: VolumeDescriptor?, extent: DiscExtent?
    ) {
        self.device = device
        drive = disc.drive.map { "\($0.vendor) \($0.product)" }
        firmware = disc.drive?.revision
        profile = disc.profile?.name
        status = disc.status?.rawValue
        sessions = disc.sessionCount
        label = volume?.label
        sectors = extent?.sectorCount ?? 0
        notes = extent?.lines ?? []
        if disc.volumeStart > 0 { volumeLBA = disc.volumeStart }
        sizes = disc.sizes.map { Size(source: $0.source.rawValue, sectors: $0.sectorCount) }
        tracks = disc.tracks.map {
            TrackRow(
                number: $0.number, session: $0.session, content: $0.content.rawValue,
                firstLBA: $0.range.start, lastLBA: $0.range.end - 1)
        }
        protection = disc.protection?.rawValue
    }

    /// Adds what the sectors of the disc tell.
    mutating func add(_ found: DiscVolumes, _ boot: BootReport) {
        volumes = VolumeRow.all(of: found, hasRockRidge: found.hasRockRidge)
        sizes += volumes.compactMap { row in
            row.sectors.map { Size(source: row.filesystem, sectors: $0) }
        }
        self.boot = boot
        if found.volumeStart > 0 { volumeLBA = found.volumeStart }
    }
}

extension InfoReport {
    /// The summary for a person, a line each.
    func lines(on terminal: Terminal?) -> [StyledText] {
        var rows = TextRows(on: terminal)
        rows.add(
            "Drive",
            [drive.map { $0 + (firmware.map { " (firmware \($0))" } ?? "") }].compactMap { $0 })
        rows.add("Disc", [kind])
        rows.add("Volume", volumeLines)
        rows.add("Image", ["\(Format.count(sectors, "sector")), \(Format.bytes(byteCount))"])
        rows.add("", sizes.map { "\(Format.grouped($0.sectors)) by \($0.source)" })
        rows.add("Tracks", tracks.map(description))
        rows.add("Protection", protection.map { ["\($0); nothing is decrypted"] } ?? [])
        rows.add("Boot", boot?.lines ?? [])
        rows.add("Mount", mountLines, areWhole: true)
        rows.add("Start", [commands?.start].compactMap { $0 }, areWhole: true)
        rows.add("Notes", notes)
        return rows.lines
    }

    private var byteCount: Int { sectors * Sector.size }

    private var volumeLines: [String] {
        if volumes.isEmpty {
            let isLost = boot.map { !$0.isKnown } ?? false
            return ["no filesystem that \(isLost ? "can be read" : "is known")"]
        }
        return volumes.map { volumeLBA == nil ? $0.line : $0.lineWithPlace }
    }

    /// The commands for what this is; and the one for the image that a rip makes of it, if only that
    /// needs to be told where the volume begins.
    private var mountLines: [String] {
        let lines = commands?.mount ?? []
        guard let volumeLBA, drive != nil || commands == nil else { return lines }
        return lines + ["an image of it: \(ImageCommands.mount("IMAGE", from: volumeLBA))"]
    }

    private var kind: String {
        var parts = [profile ?? "image", status].compactMap { $0 }
        if sessions > 1 { parts.append(Format.count(sessions, "session")) }
        return parts.joined(separator: ", ")
    }

    private func description(of track: TrackRow) -> String {
        let place = "LBA \(track.firstLBA)-\(track.lastLBA)"
        return "\(track.number)  \(track.content), session \(track.session), \(place)"
    }
}
