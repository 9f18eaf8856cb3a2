import RescueCore

/// What else the report tells: volumes, boot records, sizes, commands and remarks.
struct DetailSection {
    let report: DamageReport

    var html: HTML {
        """
        <section id="volume"><h2>Volume, boot and size</h2>
        <dl>
        \(row("Volume", report.volumeLines))
        \(row("Boot", report.boot.lines))
        \(row("Sessions", report.sessions.count > 1 ? [sessions] : []))
        \(row("Sizes", report.sizeLines))
        \(commands("Mount", report.commands.mount))
        \(commands("Start", [report.commands.start].compactMap { $0 }))
        \(row("Remarks", report.notes))
        </dl>
        </section>
        """
    }

    private var sessions: String {
        let starts = report.sessions.map(Format.grouped).joined(separator: ", ")
        return "\(report.sessions.count), from LBA \(starts)"
    }

    private func row(_ name: String, _ lines: [String]) -> HTML {
        guard !lines.isEmpty else { return .empty }
        return "<dt>\(name)</dt>\(lines.map { "<dd>\($0)</dd>" as HTML })"
    }

    private func commands(_ name: String, _ lines: [String]) -> HTML {
        guard !lines.isEmpty else { return .empty }
        return "<dt>\(name)</dt>\(lines.map { "<dd><code>\($0)</code></dd>" as HTML })"
    }
}
