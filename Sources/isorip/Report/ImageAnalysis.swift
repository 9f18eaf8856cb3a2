import DiscIO
import RescueCore

/// What is known of an image: its companions, its filesystems, and what its missing sectors hurt.
struct ImageAnalysis {
    let paths: OutputPaths
    /// Which sectors there are; those that a map promises and the file does not have are not read.
    let map: SectorMap
    /// Where the sessions of the disc begin.
    let sessions: [LBA]
    let filesystems: DiscFilesystems
    let damage: FilesystemDamage
    /// What dvdisaster put behind the filesystems.
    let ecc: ECCAugmentation?
    private(set) var record: RipRecord?
    /// Whether somebody kept a map, without which nothing is known to be missing.
    private(set) var hasMap = true

    /// Looks at an image, with the map of it that the caller has.
    init(_ paths: OutputPaths, map: SectorMap, sessions: [LBA]) throws(ImageError) {
        let size = try ImageSectors(paths.image).byteCount
        guard size > 0 else { throw .empty(paths.image) }
        let map = map.cut(toBytes: size)
        var sectors = try ImageSectors(paths.image, map: map)
        self.paths = paths
        self.map = map
        self.sessions = sessions
        filesystems = DiscFilesystems(from: &sectors, sessions: sessions)
        damage = FilesystemDamage(filesystems, BadSectors(map))
        ecc = filesystems.end.flatMap { ECCAugmentation(behind: $0, from: &sectors) }
    }

    /// Looks at an image and at what lies beside it.
    init(path: String) throws(CommandFailure) {
        let paths = OutputPaths(image: path)
        let size: Int
        do throws(ImageError) {
            size = try ImageSectors(path).byteCount
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
        let companions = try Self.companions(of: paths)
        do throws(ImageError) {
            try self.init(
                paths, map: companions.map(imageSize: size),
                sessions: companions.record?.disc.sessionStarts ?? [0])
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
        record = companions.record
        hasMap = companions.map != nil || companions.record?.state == .complete
    }

    private static func companions(
        of paths: OutputPaths
    ) throws(CommandFailure) -> ImageCompanions {
        do throws(OutputError) {
            return try ImageCompanions(of: paths)
        } catch {
            throw CommandFailure(
                .outputFailed,
                "\(error.path): \(error.reason.summary); restore it, or move it away to do without it"
            )
        }
    }

    /// The image, as the user wrote it.
    var image: String { paths.image }

    /// How many sectors are missing.
    var missing: Int { map.count(of: .missing) }

    /// How many sectors the volumes count behind the end of the image; 0 if the disc did not have
    /// them either.
    var shortage: Int {
        if let record, record.disc.sectorCount <= map.sectorCount { return 0 }
        return max(0, (filesystems.claimedSectors ?? 0) - map.sectorCount)
    }

    /// Whether nothing is missing and nothing broken, as far as is known; files may lie behind the end
    /// of the image.
    var isWhole: Bool { missing == 0 && shortage == 0 && damage.isHarmless }

    /// The code for a program that wants to know whether the image is whole.
    var status: ExitStatus { isWhole ? .success : .unreadableSectors }

    /// An entry that was hurt.
    func entry(of hurt: FilesystemDamage.Hurt) -> FileTree.Entry {
        filesystems.trees[hurt.tree][hurt.entry]
    }
}

extension SectorMap {
    /// The map of an image that has so many bytes now: what it lacks counts as not read.
    func cut(toBytes size: Int) -> SectorMap {
        let whole = size / Sector.size
        guard whole < sectorCount else { return self }
        var map = self
        for run in runs(in: SectorRange(whole, sectorCount)) where run.status == .rescued {
            map.mark(run.range, as: .untried)
        }
        return map
    }
}
