import RescueCore

/// The disc as one line: what was read, what is missing, what is bad, from the first sector to the last.
struct MapLine {
    /// What a cell of the line shows; the worst thing in its part of the disc wins.
    enum Cell: CaseIterable {
        case rescued
        case partlyRescued
        case untried
        case failed
        case unreadable
        case excluded
    }

    /// The cells of a map, `width` of them, each for an equal part of the disc.
    static func cells(of map: SectorMap, width: Int) -> [Cell] {
        let width = min(width, map.sectorCount)
        return (0..<max(0, width)).map { index in
            let start = map.sectorCount * index / width
            let end = map.sectorCount * (index + 1) / width
            return cell(for: map.runs(in: SectorRange(start, end)))
        }
    }

    /// The line, with a border at both ends.
    static func render(_ map: SectorMap, width: Int, terminal: Terminal) -> StyledText {
        let style = Style(hasColor: terminal.hasColor)
        let border = terminal.hasUnicode ? ("▕", "▏") : ("|", "|")
        let cells = cells(of: map, width: width - 2)
        var line = StyledText(border.0)
        var index = 0
        while index < cells.count {
            let cell = cells[index]
            let length = cells[index...].prefix { $0 == cell }.count
            let symbol = terminal.hasUnicode ? cell.symbol : cell.asciiSymbol
            line = line + style.paint(String(repeating: symbol, count: length), cell.color)
            index += length
        }
        return line + StyledText(border.1)
    }

    private static func cell(for runs: SectorMap.Runs) -> Cell {
        var seen: SectorStatusSet = []
        for run in runs {
            seen.formUnion(SectorStatusSet(run.status))
        }
        if seen.contains(.unreadable) { return .unreadable }
        if seen.contains(.untrimmed) || seen.contains(.unscraped) { return .failed }
        if seen.contains(.untried) { return seen.contains(.rescued) ? .partlyRescued : .untried }
        return seen.contains(.rescued) ? .rescued : .excluded
    }
}

extension MapLine.Cell {
    fileprivate var symbol: Character {
        switch self {
        case .rescued: "█"
        case .partlyRescued: "▓"
        case .untried: "░"
        case .failed: "▒"
        case .unreadable: "×"
        case .excluded: " "
        }
    }

    fileprivate var asciiSymbol: Character {
        switch self {
        case .rescued: "#"
        case .partlyRescued: "="
        case .untried: "."
        case .failed: "/"
        case .unreadable: "x"
        case .excluded: " "
        }
    }

    fileprivate var color: Style.Color {
        switch self {
        case .rescued: .green
        case .partlyRescued, .untried, .excluded: .gray
        case .failed: .yellow
        case .unreadable: .red
        }
    }
}
