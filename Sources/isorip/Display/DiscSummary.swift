import RescueCore

/// What `isorip info` tells of a drive and its disc: one value, as text and as JSON.
struct DiscSummary: Encodable {
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
    var label: String?
    var sectors: Int
    var sizes: [Size]
    var tracks: [TrackRow]
    var protection: String?
    /// Where the volume begins, if it is not at the start.
    var volumeLBA: Int?
    /// What was decided about the size of an image, a sentence each.
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
        notes = extent?.sentences ?? []
        if disc.volumeStart > 0 { volumeLBA = disc.volumeStart }
        sizes = disc.sizes.map { Size(source: $0.source.rawValue, sectors: $0.sectorCount) }
        if let volume {
            sizes.append(Size(source: "ISO 9660", sectors: volume.sectorCount))
        }
        tracks = disc.tracks.map {
            TrackRow(
                number: $0.number, session: $0.session, content: $0.content.rawValue,
                firstLBA: $0.range.start, lastLBA: $0.range.end - 1)
        }
        protection = disc.protection?.rawValue
    }
}

extension DiscSummary {
    /// The summary for a person, a line each.
    var lines: [String] {
        var lines: [String] = []
        if let drive {
            lines.append(row("Drive", drive + (firmware.map { " (firmware \($0))" } ?? "")))
        }
        lines.append(row("Disc", kind))
        lines.append(row("Volume", label.map { "\($0) (ISO 9660)" } ?? "no ISO 9660 label"))
        lines.append(
            row(
                "Image",
                "\(Format.count(sectors, "sector")), \(Format.bytes(sectors * Sector.size))"))
        lines += sizes.map { row("", "\(Format.grouped($0.sectors)) by \($0.source)") }
        for (index, track) in tracks.enumerated() {
            lines.append(row(index == 0 ? "Tracks" : "", description(of: track)))
        }
        if let protection {
            lines.append(row("Protection", "\(protection); nothing is decrypted"))
        }
        if let volumeLBA {
            lines.append(row("Mount", "mount -o loop,ro,sbsector=\(volumeLBA) IMAGE DIRECTORY"))
        }
        lines += notes.enumerated().map { row($0.offset == 0 ? "Notes" : "", $0.element) }
        return lines.map(\.printable)
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

    private func row(_ name: String, _ text: String) -> String {
        name + String(repeating: " ", count: max(1, 12 - name.count)) + text
    }
}
