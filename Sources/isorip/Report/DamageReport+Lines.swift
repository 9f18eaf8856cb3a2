import RescueCore

extension DamageReport {
    /// So many files, directories or ranges are shown; the JSON has all of them.
    private static let shown = 100

    /// The report for a person, a line each.
    func lines(on terminal: Terminal?) -> [StyledText] {
        var rows = TextRows(on: terminal)
        let whole = sentence.printable
        for line in terminal.map({ whole.wrapped(to: $0.columns) }) ?? [whole] {
            rows.add(line: StyledText(line))
        }
        rows.add(line: "")
        rows.add("Sectors", [sectorLine])
        rows.add(line: mapLine(on: terminal))
        rows.add("Damage", listed(damage) { label(for: $0) })
        rows.add("Files", files.total > 0 || !hurtFiles.isEmpty ? fileLines : [])
        rows.add(
            "Directories",
            listed(hurtDirectories) { $0.directoryLine(isSpared: knowsAllNames) })
        rows.add("Structures", listed(hurtStructures) { $0.line })
        rows.add("Volume", volumeLines)
        rows.add("Boot", boot.lines)
        rows.add("Sizes", sizeLines)
        rows.add("Mount", commands.mount, areWhole: true)
        rows.add("Start", [commands.start].compactMap { $0 }, areWhole: true)
        rows.add("Notes", notes)
        return rows.lines
    }

    private func mapLine(on terminal: Terminal?) -> StyledText {
        let terminal =
            terminal ?? Terminal(columns: 80, hasColor: false, hasUnicode: false)
        let width = min(100, max(24, terminal.columns - 14))
        return "            " + MapLine.render(map, width: width, terminal: terminal)
    }

    var sectorLine: String {
        if !hasMap {
            return "\(Format.grouped(sectorCount)); no map tells which of them were read"
        }
        let rescued = map.count(of: .rescued)
        let share = Format.percent(rescued, of: map.wantedCount)
        let open = map.count(of: .missing) - map.count(of: .unreadable)
        var parts = ["\(share) read, \(Format.grouped(rescued)) of \(Format.grouped(sectorCount))"]
        let others = [
            (map.count(of: .unreadable), "unreadable"), (open, "not read yet"),
            (map.count(of: .excluded), "no data on the disc"),
        ]
        parts += others.filter { $0.0 > 0 }.map { "\(Format.grouped($0.0)) \($0.1)" }
        return parts.joined(separator: "; ")
    }

    private func label(for damage: Damage) -> String {
        let range = SectorRange(damage.firstLBA, damage.lastLBA + 1)
        return "\(range): \(holdings(of: damage).joined(separator: ", "))"
    }

    /// What a missing range holds, as far as that is known.
    func holdings(of damage: Damage) -> [String] {
        var holds = damage.holds
        if damage.holdsMore { holds.append("and more") }
        if damage.isPartlyUnused || holds.isEmpty { holds.append(unusedWords) }
        return holds
    }

    /// What is said of sectors that nothing is known to use.
    private var unusedWords: String {
        if !knowsFiles { return "not known" }
        return knowsAllNames
            ? "no file (padding, free space or run-out)"
            : "no file that is known; perhaps one that a damaged directory names"
    }

    var fileLines: [String] {
        let all = Format.count(files.total, "file")
        if !hurtFiles.isEmpty {
            let verb = hurtFiles.count == 1 ? "is" : "are"
            let head = "\(Format.grouped(hurtFiles.count)) of \(all) \(verb) damaged:"
            return [head] + listed(hurtFiles) { $0.fileLine }
        }
        switch verdict {
        case .unknown: return ["\(all) known; none of them is affected"]
        case .intact, .unproven: return [all]
        case .harmless, .damaged: return ["\(all); no file is affected"]
        }
    }

    var volumeLines: [String] {
        if volumes.isEmpty { return ["no filesystem that can be read"] }
        return volumes.map { sessions.count > 1 ? $0.lineWithPlace : $0.line }
    }

    var sizeLines: [String] {
        ["\(Format.grouped(sectorCount)) sectors, \(Format.bytes(sectorCount * Sector.size))"]
            + sizes.map { "\(Format.grouped($0.sectors)) by \($0.source)" }
    }

    private func listed<Item>(_ items: [Item], _ line: (Item) -> String) -> [String] {
        let more = items.count - Self.shown
        return items.prefix(Self.shown).map(line)
            + (more > 0 ? ["and \(Format.grouped(more)) more; --json lists them all"] : [])
    }
}

extension DamageReport.HurtStructure {
    init(_ structure: FileTree.Structure) {
        subject = structure.subject.rawValue
        firstLBA = structure.range.start
        lastLBA = structure.range.end - 1
    }

    var line: String {
        let name = FilesystemNote.Subject(rawValue: subject)?.label ?? subject
        return "\(name), \(SectorRange(firstLBA, lastLBA + 1))"
    }
}
