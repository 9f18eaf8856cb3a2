import RescueCore

/// From what a machine can start with the image.
struct BootReport: Encodable {
    /// An entry of the boot catalog.
    struct Entry: Encodable {
        var platform: String
        var emulation: String
        var isBootable: Bool
        var lba: LBA
        /// The file that the image is, if one begins there.
        var path: String?
        /// How many bytes of it are missing.
        var badBytes: Int
    }

    /// What El Torito offers.
    var entries: [Entry]
    /// Whether a machine can start from the image as from a hard disk or a USB stick.
    var isHybrid: Bool
    var hasGPT: Bool

    init(_ study: ImageStudy) {
        let tables = study.filesystems.partitionTables
        isHybrid = tables.isHybrid
        hasGPT = tables.hasGPT
        let images = study.filesystems.bootImages?.images ?? []
        let files = Self.files(at: Set(images.map { $0.lba * Sector.size }), study)
        entries = images.map { image in
            let file = files[image.lba * Sector.size]
            let known = FileExtent(
                imageOffset: image.sectors.byteOffset, byteCount: image.sectors.byteCount)
            let extents = file.map { Array($0.extents) } ?? [known]
            return Entry(
                platform: image.platform.words, emulation: image.emulation.words,
                isBootable: image.isBootable, lba: image.lba, path: file?.pathText,
                badBytes: extents.reduce(0) { $0 + study.survey.bad.badBytes(of: $1) })
        }
    }

    /// The files of the first tree that begin at one of some places of the image.
    private static func files(at offsets: Set<Int>, _ study: ImageStudy) -> [Int: FileTree.Entry] {
        guard let tree = study.filesystems.trees.first, !offsets.isEmpty else { return [:] }
        var found: [Int: FileTree.Entry] = [:]
        for entry in tree.indices.lazy.map({ tree[$0] }) where entry.kind == .file {
            guard let start = entry.extents.first?.imageOffset, offsets.contains(start),
                entry.size > 0
            else { continue }
            found[start] = entry
        }
        return found
    }

    /// Whether a PC with a BIOS, or with UEFI, starts from it.
    func starts(_ platform: ElTorito.Platform) -> Bool {
        entries.contains { $0.isBootable && $0.platform == platform.words }
    }

    /// The entries and what else there is, a line each.
    var lines: [String] {
        var lines = entries.map(\.line)
        if isHybrid {
            lines.append("isohybrid\(hasGPT ? " with a GPT" : ""): starts from a USB stick, too")
        }
        return lines.isEmpty ? ["not bootable"] : lines
    }
}

extension BootReport.Entry {
    fileprivate var line: String {
        let image = path ?? "image"
        let state =
            badBytes == 0 ? "readable" : "damaged, \(Format.count(badBytes, "byte")) are missing"
        let mark = isBootable ? "" : ", not marked as bootable"
        return "\(platform), \(emulation): \(image) at LBA \(lba), \(state)\(mark)"
    }
}

extension ElTorito.Platform {
    fileprivate var words: String {
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
    fileprivate var words: String {
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
