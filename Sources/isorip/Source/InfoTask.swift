import DiscIO
import RescueCore

/// Looks at a disc, by a few sectors, and sums up what there is to tell.
struct InfoTask: DeviceTask {
    /// What the disc is in, for the commands that use it.
    enum Place {
        case drive(String)
        case image(String)
        /// A simulation, or a sheet: nothing that could be mounted.
        case elsewhere
    }

    private static let shownRanges = 3

    var name: String
    var place: Place
    /// What lies beside an image; it knows more than the image.
    var image: StoredImage?

    func perform(
        on device: consuming some DiscDevice & ~Copyable, clock: any RunClock
    ) throws(CommandFailure) -> InfoReport {
        let disc = device.disc
        // Of a blank or an audio disc no sector can be read, and there is something to tell still.
        guard device.sectorCount > 0, !disc.isAudioOnly else {
            return InfoReport(device: name, disc: disc, volume: nil, extent: nil)
        }
        var sectors = BudgetedSectors(
            device, eccBlockSectors: disc.family.eccBlockSectors,
            map: image.flatMap { $0.hasMap ? $0.map : nil })
        let descriptor = sectors.sector(at: disc.volumeStart + VolumeDescriptor.lba)
        let volume = descriptor.flatMap(VolumeDescriptor.init)
        let extent = try? ExtentProbe(disc, volumeSectors: volume?.sectorCount)
            .extent(of: &sectors.source)
        sectors.sectorCount = extent?.sectorCount ?? sectors.sectorCount
        var summary = InfoReport(device: name, disc: disc, volume: volume, extent: extent)
        let sessions = image?.record?.disc.sessionStarts ?? disc.sessionStarts
        let volumes = DiscVolumes(from: &sectors, sessions: sessions)
        let boot = Self.boot(volumes, &sectors)
        summary.add(volumes, boot)
        summary.commands = commands(volumes, boot)
        summary.notes += Self.remarks(sectors)
        return summary
    }

    private static func boot(
        _ volumes: DiscVolumes, _ sectors: inout some RescuedSectors & ~Copyable
    ) -> BootReport {
        var entries: [BootReport.Entry] = []
        for image in volumes.bootImages?.images ?? [] {
            var entry = BootReport.Entry(image)
            entry.isStartReadable = sectors.sector(at: image.lba) != nil
            entries.append(entry)
        }
        return BootReport(volumes, entries: entries)
    }

    private func commands(_ volumes: DiscVolumes, _ boot: BootReport) -> ImageCommands? {
        let hasFilesystem = !volumes.isoVolumes.isEmpty || volumes.udfVolume != nil
        switch place {
        case .drive(let path):
            return ImageCommands(drive: path, hasFilesystem: hasFilesystem, boot)
        case .image(let path):
            return ImageCommands(
                image: path, volumeStart: volumes.volumeStart, hasFilesystem: hasFilesystem, boot)
        case .elsewhere: return nil
        }
    }

    /// What could not be read, and is not told therefore.
    private static func remarks(_ sectors: borrowing BudgetedSectors<some DiscDevice & ~Copyable>)
        -> [String]
    {
        let lost = sectors.unreadable
        guard !lost.isEmpty else { return [] }
        let shown = lost.prefix(shownRanges).map(\.description).joined(separator: ", ")
        let more = lost.count > shownRanges ? " and others" : ""
        let end =
            sectors.isCutShort
            ? "; after \(Format.count(sectors.failureCount, "failed read")) no more were made" : ""
        return [
            "\(shown)\(more) cannot be read: volumes or boot records may be missing here\(end)"
        ]
    }
}
