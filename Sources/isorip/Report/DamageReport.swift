import RescueCore

/// What `isorip report` tells of an image: one value, as text and as JSON.
struct DamageReport: Encodable {
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
    var verdict: ImageVerdict
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
    var sizes: [InfoReport.Size]
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

    init(_ analysis: ImageAnalysis, image: String) {
        self.image = image
        map = analysis.map
        knowsAllNames = analysis.damage.knowsAllNames
        knowsFiles = !analysis.filesystems.trees.isEmpty
        hasMap = analysis.hasMap
        verdict = ImageVerdict(analysis)
        status = analysis.status.rawValue
        sentence = "\(image): \(VerdictLine(analysis).text)"
        sectorCount = analysis.map.sectorCount
        sectors = analysis.map.sectorsByStatus
        missingBehindEnd = analysis.shortage
        files = FileCount(total: analysis.fileCount, hurt: analysis.damage.files.count)
        hurtFiles = analysis.damage.files.map { HurtEntry($0, in: analysis) }
        hurtDirectories = analysis.damage.directories.map { HurtEntry($0, in: analysis) }
        hurtStructures = analysis.damage.joinedStructures.map(HurtStructure.init)
        damage = Self.damage(of: analysis)
        volumes = VolumeRow.all(of: analysis)
        boot = BootReport(analysis)
        sizes = Self.sizes(of: analysis)
        sessions = analysis.sessions
        commands = ImageCommands(analysis, image: image, boot)
        notes = FilesystemRemarks.lines(analysis)
    }

    private static func damage(of analysis: ImageAnalysis) -> [Damage] {
        RangeHoldings(analysis).holdings.map { holding in
            Damage(
                firstLBA: holding.range.start, lastLBA: holding.range.end - 1,
                holds: holding.holders.map { holder in
                    switch holder {
                    case .entry(let hurt): analysis.name(of: hurt)
                    case .structure(let subject): subject.label
                    }
                }, holdsMore: holding.hasMore, isPartlyUnused: holding.isPartlyUnused)
        }
    }

    private static func sizes(of analysis: ImageAnalysis) -> [InfoReport.Size] {
        let recorded = (analysis.record?.disc.sizes ?? []).map {
            InfoReport.Size(source: $0.source, sectors: $0.sectorCount)
        }
        let volumes = VolumeRow.all(of: analysis).compactMap { row in
            row.sectors.map {
                InfoReport.Size(
                    source: "\(row.filesystem), \(row.label ?? "")", sectors: $0)
            }
        }
        return recorded + volumes
    }
}

extension ImageAnalysis {
    /// The code for a program that wants to know whether the image is whole.
    var status: ExitStatus { isWhole ? .success : .unreadableSectors }

    /// The path of an entry that was hurt, with the tree if it is not the first one.
    func name(of hurt: FilesystemDamage.Hurt) -> String {
        let entry = entry(of: hurt)
        let suffix = hurt.tree > 0 ? " (in a further tree, \(entry.tree.format.rawValue))" : ""
        return entry.pathText + suffix
    }
}

extension VolumeRow {
    static func all(of analysis: ImageAnalysis) -> [VolumeRow] {
        let trees = analysis.filesystems.trees
        return all(
            of: analysis.filesystems.volumes,
            hasRockRidge: trees.contains { $0.format == .rockRidge })
    }
}
