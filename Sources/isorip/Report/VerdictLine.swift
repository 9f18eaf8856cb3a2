import RescueCore

/// What there is to say of an image in one sentence, behind its name.
struct VerdictLine {
    /// The whole sentence.
    let text: String
    /// What the missing sectors did, without how many they are.
    let consequence: String

    init(_ analysis: ImageAnalysis) {
        let verdict = ImageVerdict(analysis)
        switch verdict {
        case .intact, .unproven: consequence = Self.intact(analysis)
        case .harmless: consequence = "no file is affected"
        case .damaged: consequence = Self.damaged(analysis)
        case .unknown: consequence = Self.unknown(analysis)
        }
        switch verdict {
        case .intact, .unproven: text = consequence
        case .harmless: text = "\(Self.loss(analysis)), and \(consequence)"
        case .damaged, .unknown: text = "\(Self.loss(analysis)); \(consequence)"
        }
    }

    private static func intact(_ analysis: ImageAnalysis) -> String {
        let files = Format.count(analysis.fileCount, "file")
        let content =
            analysis.filesystems.trees.isEmpty ? "no filesystem that is known here" : files
        return analysis.hasMap
            ? "nothing is missing; it holds \(content)"
            : "nothing is known to be missing, for it has no map; it holds \(content)"
    }

    private static func damaged(_ analysis: ImageAnalysis) -> String {
        let damage = analysis.damage
        guard !damage.files.isEmpty else {
            var subjects = Set(damage.structures.map(\.structure.subject))
            if !damage.directories.isEmpty { subjects.insert(.directory) }
            let things = subjects.map(\.label).sorted().joined(separator: ", ")
            return "no file is affected, but this is: \(things)"
        }
        let hurt = damage.files.count
        let count = "\(Format.grouped(hurt)) of \(Format.count(analysis.fileCount, "file"))"
        let further =
            damage.knowsAllNames ? "" : ", and perhaps more, of which the names are missing"
        return "\(count) \(hurt == 1 ? "is" : "are") damaged\(further)"
    }

    private static func unknown(_ analysis: ImageAnalysis) -> String {
        if analysis.filesystems.trees.isEmpty {
            return "no filesystem can be read, so which files are affected is not known"
        }
        if analysis.damage.directories.isEmpty {
            return "which files are affected is not known, because of a damaged volume descriptor"
        }
        let count = Format.count(analysis.damage.directories.count, "damaged director", "y", "ies")
        return "which files are affected is not known, because of \(count)"
    }

    /// What is wrong where no sector of the image is missing.
    private static func rest(_ analysis: ImageAnalysis) -> String {
        let shortage = analysis.shortage
        if shortage > 0 {
            return "it ends \(Format.count(shortage, "sector")) before its volume does"
        }
        if analysis.damage.files.contains(where: { $0.badBytes > 0 }) {
            return "it ends before its files do"
        }
        let missing = analysis.hasMap ? "missing" : "known to be missing"
        return "no sector is \(missing), but its filesystem is damaged"
    }

    /// How much is missing: `48 sectors are missing (98.3 kB of 3.28 MB)`.
    private static func loss(_ analysis: ImageAnalysis) -> String {
        let missing = analysis.missing
        guard missing > 0 else { return rest(analysis) }
        let part = Format.bytes(missing * Sector.size)
        let whole = Format.bytes(analysis.map.wantedCount * Sector.size)
        return """
            \(Format.count(missing, "sector")) \(missing == 1 ? "is" : "are") missing \
            (\(part) of \(whole))
            """
    }
}

extension Format {
    /// A number with a noun that has a plural of its own: `1 directory`, `2 directories`.
    static func count(_ count: Int, _ stem: String, _ one: String, _ many: String) -> String {
        "\(grouped(count)) \(stem)\(count == 1 ? one : many)"
    }
}

extension FilesystemNote.Subject {
    /// What it is, for a person.
    var label: String {
        switch self {
        case .descriptor: "volume descriptor"
        case .bootCatalog: "boot catalog"
        case .bootImage: "boot image"
        case .pathTable: "path table"
        case .directory: "directory"
        case .continuation: "long name or link"
        case .fileEntry: "file entry"
        case .file: "file"
        case .tree: "file tree"
        }
    }
}
