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
    init(_ file: ReadOnlyFile, map: SectorMap, sessions: [LBA]) throws(ImageError) {
        let map = map.cut(toBytes: file.byteCount)
        var sectors = ImageSectors(file, map: map)
        self.paths = OutputPaths(image: file.path)
        self.map = map
        self.sessions = sessions
        filesystems = DiscFilesystems(from: &sectors, sessions: sessions)
        damage = FilesystemDamage(filesystems, BadSectors(map))
        ecc = filesystems.end.flatMap { ECCAugmentation(behind: $0, from: &sectors) }
    }

    /// Looks at an image and at what lies beside it.
    init(path: String) throws(CommandFailure) {
        do throws(ImageError) {
            let image = try StoredImage(path)
            try self.init(image.file, map: image.map, sessions: image.sessionStarts)
            record = image.record
            hasMap = image.hasMap
        } catch {
            throw CommandFailure(error)
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
