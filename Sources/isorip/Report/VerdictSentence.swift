import RescueCore

/// What there is to say of an image in one sentence.
struct VerdictSentence {
    /// The whole sentence.
    let text: String
    /// What the missing sectors did, without how many they are.
    let consequence: String

    init(_ study: ImageStudy) {
        let verdict = DamageReport.Verdict(study)
        switch verdict {
        case .intact, .unproven: consequence = Self.intact(study)
        case .harmless: consequence = "no file is affected"
        case .damaged: consequence = Self.damaged(study)
        case .unknown: consequence = Self.unknown(study)
        }
        switch verdict {
        case .intact, .unproven: text = "\(study.image): \(consequence)"
        case .harmless: text = "\(study.image): \(Self.loss(study)), and \(consequence)"
        case .damaged, .unknown: text = "\(study.image): \(Self.loss(study)); \(consequence)"
        }
    }

    private static func intact(_ study: ImageStudy) -> String {
        let files = Format.count(study.fileCount, "file")
        let content = study.filesystems.trees.isEmpty ? "no filesystem that is known here" : files
        return study.hasMap
            ? "nothing is missing; it holds \(content)"
            : "nothing is known to be missing, for it has no map; it holds \(content)"
    }

    private static func damaged(_ study: ImageStudy) -> String {
        let survey = study.survey
        guard !survey.files.isEmpty else {
            var subjects = Set(survey.structures.map(\.structure.subject))
            if !survey.directories.isEmpty { subjects.insert(.directory) }
            let things = subjects.map(\.words).sorted().joined(separator: ", ")
            return "no file is affected, but this is: \(things)"
        }
        let hurt = survey.files.count
        let count = "\(Format.grouped(hurt)) of \(Format.count(study.fileCount, "file"))"
        let further =
            survey.knowsAllNames ? "" : ", and perhaps more, of which the names are missing"
        return "\(count) \(hurt == 1 ? "is" : "are") damaged\(further)"
    }

    private static func unknown(_ study: ImageStudy) -> String {
        if study.filesystems.trees.isEmpty {
            return "no filesystem can be read, so which files are affected is not known"
        }
        if study.survey.directories.isEmpty {
            return "which files are affected is not known, because of a damaged volume descriptor"
        }
        let count = Format.count(study.survey.directories.count, "damaged director", "y", "ies")
        return "which files are affected is not known, because of \(count)"
    }

    /// What is wrong where no sector of the image is missing.
    private static func rest(_ study: ImageStudy) -> String {
        let shortage = study.shortage
        if shortage > 0 {
            return "it ends \(Format.count(shortage, "sector")) before its volume does"
        }
        if study.survey.files.contains(where: { $0.badBytes > 0 }) {
            return "it ends before its files do"
        }
        let missing = study.hasMap ? "missing" : "known to be missing"
        return "no sector is \(missing), but its filesystem is damaged"
    }

    /// How much is missing: `48 sectors are missing (98.3 kB of 3.28 MB)`.
    private static func loss(_ study: ImageStudy) -> String {
        let missing = study.missing
        guard missing > 0 else { return rest(study) }
        let part = Format.bytes(missing * Sector.size)
        let whole = Format.bytes(study.map.wantedCount * Sector.size)
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
    var words: String {
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
