import RescueCore

/// From what a machine can start with a disc or an image.
struct BootReport: Encodable {
    /// An entry of the boot catalog.
    struct Entry: Encodable {
        var platform: String
        var emulation: String
        var isBootable: Bool
        var lba: LBA
        /// The file that the image is, if one begins there.
        var path: String?
        /// How many bytes of it are missing; nil where that was not looked at.
        var badBytes: Int?
        /// Whether its first sector can be read; nil where all of it was looked at.
        var isStartReadable: Bool?
    }

    /// What El Torito offers.
    var entries: [Entry]
    /// Whether all that would name an entry could be read.
    var isKnown: Bool
    /// Whether a machine can start from the image as from a hard disk or a USB stick.
    var isHybrid: Bool
    /// The partition tables in the system area: `MBR`, `GPT`, `APM`.
    var partitionTables: [String]

    /// What an image offers, with the state of each boot image as a whole.
    init(_ analysis: ImageAnalysis) {
        self.init(analysis.filesystems.volumes, entries: analysis.bootImages.map(Entry.init))
    }

    init(_ volumes: DiscVolumes, entries: [Entry]) {
        let tables = volumes.partitionTables
        isHybrid = tables.isHybrid
        partitionTables = [
            ("MBR", !tables.partitions.isEmpty), ("GPT", tables.hasGPT),
            ("APM", tables.hasAppleMap),
        ].filter(\.1).map(\.0)
        self.entries = entries
        isKnown = volumes.knowsBootImages
    }

    /// Whether a PC with a BIOS, or with UEFI, starts from it.
    func starts(_ platform: ElTorito.Platform) -> Bool {
        entries.contains { $0.isBootable && $0.platform == platform.label }
    }

    /// The entries and what else there is, a line each.
    var lines: [String] {
        var lines = entries.map(\.line)
        let tables = partitionTables.joined(separator: ", ")
        if isHybrid {
            lines.append("isohybrid (\(tables)): starts from a USB stick, too")
        } else if !partitionTables.isEmpty {
            lines.append("partition table: \(tables)")
        }
        if entries.isEmpty, !isKnown {
            lines.append("not known: what would tell it is damaged")
        }
        return lines.isEmpty ? ["not bootable"] : lines
    }
}

extension BootReport.Entry {
    init(_ image: ElTorito.Image) {
        platform = image.platform.label
        emulation = image.emulation.label
        isBootable = image.isBootable
        lba = image.lba
    }

    fileprivate init(_ boot: BootImage) {
        self.init(boot.image)
        path = boot.file?.pathText
        badBytes = boot.badBytes
    }

    fileprivate var line: String {
        let mark = isBootable ? "" : ", not marked as bootable"
        return "\(platform), \(emulation): \(path ?? "image") at LBA \(lba), \(state)\(mark)"
    }

    private var state: String {
        if let isStartReadable {
            return isStartReadable
                ? "its first sector can be read" : "its first sector is unreadable"
        }
        guard let badBytes, badBytes > 0 else { return "readable" }
        return "damaged, \(Format.count(badBytes, "byte")) are missing"
    }
}

extension ElTorito.Platform {
    fileprivate var label: String {
        switch self {
        case .bios: "BIOS"
        case .powerPC: "PowerPC"
        case .macintosh: "Macintosh"
        case .uefi: "UEFI"
        case .other(let number): "platform \(number)"
        }
    }
}

extension ElTorito.Emulation? {
    fileprivate var label: String {
        switch self {
        case .some(.none): "no emulation"
        case .floppy1200: "floppy disk of 1.2 MB"
        case .floppy1440: "floppy disk of 1.44 MB"
        case .floppy2880: "floppy disk of 2.88 MB"
        case .hardDisk: "hard disk"
        case nil: "unknown emulation"
        }
    }
}
