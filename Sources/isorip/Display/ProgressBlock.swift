import RescueCore

/// The live block of a rip on a terminal: bar, rate, damage, activity, and the disc as a line.
struct ProgressBlock {
    /// The lines of the block, none wider than the terminal.
    static func lines(for snapshot: RipWork.Snapshot, on terminal: Terminal) -> [StyledText] {
        // The last column stays free: some terminals wrap as soon as it is written.
        let width = max(1, terminal.columns - 1)
        let style = Style(hasColor: terminal.hasColor)
        let text = snapshot.text
        let isDamaged = text.progress.map.count(of: .unreadable) > 0
        return [
            bar(text, width: width, terminal: terminal),
            StyledText(cut("  \(text.rate), \(text.time)", to: width)),
            style.paint(cut("  \(text.damage)", to: width), isDamaged ? .red : .gray),
            StyledText(cut("  \(snapshot.activity)", to: width)),
            "  " + MapLine.render(text.progress.map, width: width - 2, terminal: terminal),
        ]
    }

    private static func bar(_ text: ProgressText, width: Int, terminal: Terminal) -> StyledText {
        let style = Style(hasColor: terminal.hasColor)
        let percent = String(repeating: " ", count: max(0, 7 - text.percent.count)) + text.percent
        let room = width - percent.count - text.amount.count - 8
        guard room >= 8 else { return StyledText(cut("  \(percent) \(text.amount)", to: width)) }
        let map = text.progress.map
        let filled =
            map.sectorCount > 0 ? room * map.count(of: .rescued) / map.sectorCount : room
        let symbols = terminal.hasUnicode ? ("━", "─") : ("=", "-")
        let done = style.paint(String(repeating: symbols.0, count: filled), .green)
        let open = style.paint(String(repeating: symbols.1, count: room - filled), .gray)
        return "  \(percent)  " + done + open + "  \(text.amount)"
    }

    private static func cut(_ line: String, to width: Int) -> String {
        String(line.printable.prefix(width))
    }
}
