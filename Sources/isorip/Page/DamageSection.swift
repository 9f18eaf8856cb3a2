import RescueCore

/// What is damaged: the files first, then the sectors and what they hold.
struct DamageSection {
    /// So many of each are told; the JSON of `isorip report` has all of them.
    private static let shown = 1000

    let report: DamageReport
    let drawing: DiscDrawing

    var html: HTML {
        guard !report.damage.isEmpty || !report.verdict.isGood else {
            return """
                <section id="damage"><h2>Damage</h2><p>\(report.fileLines.first ?? "None.")</p>
                </section>
                """
        }
        return """
            <section id="damage"><h2>Damage</h2>
            \(files)
            \(list("Directories", report.hurtDirectories) {
                $0.directoryLine(isSpared: report.knowsAllNames)
            })
            \(list("Structures of the filesystem", report.hurtStructures) { $0.line })
            \(ranges)
            </section>
            """
    }

    private var files: HTML {
        if report.files.total == 0, report.hurtFiles.isEmpty { return .empty }
        guard !report.hurtFiles.isEmpty else { return "<p>\(report.fileLines.first ?? "")</p>" }
        return list(report.fileLines.first ?? "Files", report.hurtFiles) { $0.fileLine }
    }

    private func list<Item>(
        _ title: String, _ items: [Item], _ line: (Item) -> String
    ) -> HTML {
        guard !items.isEmpty else { return .empty }
        let rows: [HTML] = items.prefix(Self.shown).map { "<li>\(line($0))</li>" }
        return """
            <h3>\(title)</h3>
            <ul class="names">\(rows)</ul>\(rest(of: items.count))
            """
    }

    private var ranges: HTML {
        guard !report.damage.isEmpty else { return .empty }
        let rows = report.damage.prefix(Self.shown).map(row)
        return """
            <h3>Missing sectors: \(Format.count(report.damage.count, "range"))</h3>
            <div class="wide" tabindex="0" role="region" aria-label="Missing sectors"><table>
            <thead><tr><th scope="col">LBA</th><th scope="col" class="number">Sectors</th>\
            <th scope="col" class="number">Radius</th><th scope="col">Holds</th></tr></thead>
            <tbody>\(rows)</tbody>
            </table></div>\(rest(of: report.damage.count))
            """
    }

    private func row(_ damage: DamageReport.Damage) -> HTML {
        let count = damage.lastLBA - damage.firstLBA + 1
        let place =
            damage.firstLBA == damage.lastLBA
            ? "\(damage.firstLBA)" : "\(damage.firstLBA)–\(damage.lastLBA)"
        let spot = drawing.geometry.place(of: damage.firstLBA)
        let tenths = Int((spot.radius * 10).rounded())
        let layer: HTML = drawing.layers > 1 ? ", layer \(spot.layer)" : .empty
        let holds: [HTML] = report.holdings(of: damage).map { "<li>\($0)</li>" }
        return """
            <tr><td>\(place)</td><td class="number">\(Format.grouped(count))</td>\
            <td class="number">\(tenths / 10).\(tenths % 10) mm\(layer)</td><td><ul class="names">\(holds)</ul></td></tr>
            """
    }

    private func rest(of count: Int) -> HTML {
        let more = count - Self.shown
        guard more > 0 else { return .empty }
        return """
            <p class="note">and \(Format.grouped(more)) more; isorip report --json lists them all</p>
            """
    }
}
