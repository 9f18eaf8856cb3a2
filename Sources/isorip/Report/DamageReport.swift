import RescueCore

/// What `isorip report` tells of an image: one value, as text and as JSON.
struct DamageReport: Encodable {
    /// The verdict in one word.
    enum Verdict: String, Encodable {
        /// Nothing is missing, by a map or a record, and nothing broken.
        case intact
        /// Nothing is known to be missing, for there is neither map nor record, and nothing broken.
        case unproven
        /// Sectors are missing, and nothing that is known uses them.
        case harmless
        /// Something is known to be hurt.
        case damaged
        /// The names that would tell what is hurt are missing themselves.
        case unknown
    }

    /// Missing sectors, and what lies in them.
    struct Damage: Encodable {
        var firstLBA: LBA
        var lastLBA: LBA
        var holds: [String]
        var holdsMore: Bool
        var isPartlyUnused: Bool
    }

    /// How many files there are.
    struct FileCount: Encodable {
        var total: Int
        var hurt: Int
    }

    /// A structure of the filesystem that lost sectors.
    struct HurtStructure: Encodable {
        var subject: String
        var firstLBA: LBA
        var lastLBA: LBA
    }

    var event = "report"
    var image: String
    var verdict: Verdict
    var status: Int32
    var sentence: String
    var hasMap: Bool
    var sectorCount: Int
    var sectors: [String: Int]
    /// How many sectors the volumes count behind the end of the image.
    var missingBehindEnd: Int
    var files: FileCount
    var hurtFiles: [HurtEntry]
    var hurtDirectories: [HurtEntry]
    var hurtStructures: [HurtStructure]
    var damage: [Damage]
    var volumes: [VolumeRow]
    var boot: BootReport
    var sizes: [DiscSummary.Size]
    var sessions: [LBA]
    var commands: ImageCommands
    var notes: [String]

    /// The map, for the line that shows it.
    let map: SectorMap
    /// Whether any filesystem could be read, so that it is known what sectors are for.
    let knowsFiles: Bool
    /// Whether it is known of all sectors.
    let knowsAllNames: Bool

    enum CodingKeys: String, CodingKey {
        case event, image, verdict, status, sentence, hasMap, sectorCount, sectors, files, hurtFiles
        case missingBehindEnd, hurtDirectories, hurtStructures, damage, volumes, boot, sizes,
            sessions, commands,
            notes
    }

    init(_ study: ImageStudy) {
        image = study.image
        map = study.map
        knowsAllNames = study.survey.knowsAllNames
        knowsFiles = !study.filesystems.trees.isEmpty
        hasMap = study.hasMap
        verdict = Verdict(study)
        status = study.status.rawValue
        sentence = VerdictSentence(study).text
        sectorCount = study.map.sectorCount
        sectors = study.map.sectorsByStatus
        missingBehindEnd = study.shortage
        files = FileCount(total: study.fileCount, hurt: study.survey.files.count)
        hurtFiles = study.survey.files.map { HurtEntry($0, in: study) }
        hurtDirectories = study.survey.directories.map { HurtEntry($0, in: study) }
        hurtStructures = Self.structures(of: study.survey)
        damage = Self.damage(of: study)
        volumes = VolumeRow.all(of: study)
        boot = BootReport(study)
        sizes = Self.sizes(of: study)
        sessions = study.sessions
        commands = ImageCommands(study, boot)
        notes = FilesystemRemarks.sentences(study)
    }

    private static func structures(of survey: DamageSurvey) -> [HurtStructure] {
        var found: [HurtStructure] = []
        for structure in survey.structures.map(\.structure) {
            let subject = structure.subject.rawValue
            if let last = found.last, last.subject == subject,
                last.lastLBA + 1 == structure.range.start
            {
                found[found.count - 1].lastLBA = structure.range.end - 1
            } else {
                found.append(
                    HurtStructure(
                        subject: subject, firstLBA: structure.range.start,
                        lastLBA: structure.range.end - 1))
            }
        }
        return found
    }

    private static func damage(of study: ImageStudy) -> [Damage] {
        let holdings = RangeHoldings(study)
        return study.survey.bad.ranges.enumerated().map { index, range in
            Damage(
                firstLBA: range.start, lastLBA: range.end - 1,
                holds: holdings.holders[index].map { holder in
                    switch holder {
                    case .entry(let hurt): study.name(of: hurt)
                    case .structure(let subject): subject.words
                    }
                }, holdsMore: holdings.hasMore[index],
                isPartlyUnused: holdings.isPartlyUnused[index])
        }
    }

    private static func sizes(of study: ImageStudy) -> [DiscSummary.Size] {
        let recorded = (study.record?.disc.sizes ?? []).map {
            DiscSummary.Size(source: $0.source, sectors: $0.sectorCount)
        }
        let volumes = VolumeRow.all(of: study).compactMap { row in
            row.sectors.map {
                DiscSummary.Size(
                    source: "\(row.filesystem), \(row.label ?? "")", sectors: $0)
            }
        }
        return recorded + volumes
    }
}

extension DamageReport.Verdict {
    /// Whether nothing speaks against the image.
    var isGood: Bool { self == .intact || self == .unproven }

    init(_ study: ImageStudy) {
        let survey = study.survey
        if study.isWhole {
            self = study.hasMap ? .intact : .unproven
        } else if !survey.files.isEmpty {
            self = .damaged
        } else if !survey.knowsAllNames {
            self = .unknown
        } else {
            self = survey.isHarmless ? .harmless : .damaged
        }
    }
}

extension ImageStudy {
    /// How many files there are, each counted once.
    var fileCount: Int {
        filesystems.trees.indices.reduce(0) { $0 + filesystems.filesOfItsOwn(tree: $1).count }
    }

    /// The path of an entry that was hurt, with the tree if it is not the first one.
    func name(of hurt: DamageSurvey.Hurt) -> String {
        let entry = entry(of: hurt)
        let suffix = hurt.tree > 0 ? " (in a further tree, \(entry.tree.format.rawValue))" : ""
        return entry.pathText + suffix
    }
}

extension VolumeRow {
    static func all(of study: ImageStudy) -> [VolumeRow] {
        let trees = study.filesystems.trees
        return all(
            of: study.filesystems.overview,
            hasRockRidge: trees.contains { $0.format == .rockRidge })
    }
}
