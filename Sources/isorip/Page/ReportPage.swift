import DiscIO
import FoundationEssentials
import RescueCore

/// What `isorip report --html` writes: the report as one page that needs nothing else.
struct ReportPage {
    /// What every page begins with, by which another run knows that it may be replaced.
    static let mark = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="generator" content="isorip
        """

    private let report: DamageReport
    private let analysis: ImageAnalysis
    private let drawing: DiscDrawing

    init(_ report: DamageReport, of analysis: ImageAnalysis) {
        self.report = report
        self.analysis = analysis
        drawing = DiscDrawing(analysis)
    }

    /// The whole page.
    var text: String {
        let page: HTML = """
            \(verbatim: Self.mark) \(ProgramVersion.current)">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(OutputPaths(image: report.image).imageName) – isorip report</title>
            <style>\(verbatim: PageStyle.text)</style>
            </head>
            <body>
            \(header)
            <main>
            \(DiscSection(drawing: drawing).html)
            \(DamageSection(report: report, drawing: drawing).html)
            \(SpeedSection(analysis, family: drawing.family).html)
            \(FileSection(index: FileIndex(analysis)).html)
            \(DetailSection(report: report).html)
            \(RecordSection(record: analysis.record).html)
            </main>
            <footer>isorip \(ProgramVersion.current), \(Date.now.formatted(.iso8601))</footer>
            <script>\(verbatim: PageScript.text)</script>
            </body>
            </html>
            """
        return page.text
    }

    /// Nothing is loaded, and only the style and the script of the page itself are used.
    private var policy: String {
        """
        default-src 'none'; style-src '\(ContentDigest.source(of: PageStyle.text))'; \
        script-src '\(ContentDigest.source(of: PageScript.text))'; base-uri 'none'; \
        form-action 'none'
        """
    }

    private var header: HTML {
        let links = [
            ("disc", "Disc"), ("damage", "Damage"), ("speed", "Speed"), ("files", "Files"),
            ("volume", "Volume"), ("record", "Record"),
        ]
        return """
            <header>
            <p class="verdict \(report.verdict.rawValue)">\(report.verdict.label)</p>
            <h1>\(report.sentence)</h1>
            <p class="lead">\(place)</p>
            <dl class="figures">
            \(figures.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML })
            </dl>
            <nav aria-label="Sections">
            \(links.map { "<a href=\"#\($0)\">\($1)</a>" as HTML })
            </nav>
            </header>
            """
    }

    /// Where the damage is, in a sentence.
    private var place: String {
        guard let first = report.damage.first, let last = report.damage.last else {
            switch report.verdict {
            case .intact: return "Nothing is missing between the first sector and the last."
            case .unproven:
                return "No map tells which sectors were read; what was looked at is sound."
            case .harmless, .damaged, .unknown:
                let isShort = report.missingBehindEnd > 0 || !report.hurtFiles.isEmpty
                return isShort
                    ? "What is missing lies behind the end of the image."
                    : "The filesystem is not as it should be."
            }
        }
        let range = SectorRange(first.firstLBA, last.lastLBA + 1)
        let many = report.damage.count
        let places = many == 1 ? "in one place" : "in \(Format.grouped(many)) places"
        let radii = drawing.damagedRadii.map { ", \($0.millimetres) from the centre of the disc" }
        return "What is missing lies \(places): \(range)\(radii ?? "")."
    }

    private var figures: [(String, String)] {
        let rescued = report.map.count(of: .rescued)
        let counts = report.files
        let hurt =
            report.verdict == .unknown && counts.hurt == 0
            ? "not known" : "\(Format.grouped(counts.hurt)) of \(Format.grouped(counts.total))"
        let medium = analysis.record?.disc.medium ?? "Image"
        return [
            (
                "Read",
                report.hasMap ? Format.percent(rescued, of: report.map.wantedCount) : "not known"
            ),
            ("Missing", Format.count(analysis.missing, "sector")),
            ("Damaged files", hurt),
            (medium, Format.bytes(report.sectorCount * Sector.size)),
        ]
    }
}

extension ImageVerdict {
    /// The verdict in a word or two.
    fileprivate var label: String {
        switch self {
        case .intact: "Intact"
        case .unproven: "Not known to be damaged"
        case .harmless: "No file affected"
        case .damaged: "Damaged"
        case .unknown: "Not known"
        }
    }
}
