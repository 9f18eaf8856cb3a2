import RescueCore

/// Tells which part of the disc is read from now on, when a rip has several.
struct StageNotes {
    private let console: Console
    private var last: RescueStage?

    init(_ console: Console) {
        self.console = console
    }

    /// Tells of an event, if it is a stage that a person does not know yet.
    mutating func note(_ event: RescueEvent, _ progress: RescueProgress) {
        guard case .stage(let stage) = event else { return }
        // One level of directories after the other is one thing to a person.
        let isSame = last?.aim == stage.aim && last?.isLast == stage.isLast
        last = stage
        if !isSame, let line = stage.line(in: progress.map) { console.note(line) }
    }
}

extension RescueStage {
    /// What is being read, for the line that changes: `chosen files, 3 of 12 complete`.
    func label(in map: SectorMap) -> String {
        switch aim {
        case .metadata: Self.metadataWords
        case .chosen where files.count == 0: Self.metadataWords
        case .chosen:
            "chosen files, \(Format.grouped(files.completeCount(in: map))) of "
                + "\(Format.grouped(files.count)) complete"
        case .used: "what files use"
        case .rest: "the rest"
        }
    }

    /// What is read from now on, in a line; nil if there is nothing of it.
    fileprivate func line(in map: SectorMap) -> String? {
        let complete = files.completeCount(in: map)
        switch aim {
        case .metadata: return "reading \(Self.metadataWords)"
        case .chosen where isLast:
            let isDone = sectors.map { map.lacksNothing(of: $0) } == true
            if isDone { return nil }
            let what = files.count == 0 ? Self.metadataWords : "what the chosen files lack"
            return "trying again \(what)"
        case .chosen:
            let size = Format.bytes(files.sectors.count * Sector.size)
            return "reading the chosen files: \(Format.count(files.count, "file")), \(size)"
        case .used: return chosenCount(complete) + "reading what files use"
        case .rest: return chosenCount(complete) + "reading the rest"
        }
    }

    private static let metadataWords = "descriptors and directories"

    private func chosenCount(_ complete: Int) -> String {
        guard files.count > 0 else { return "" }
        let files = Format.count(files.count, "chosen file")
        return "\(Format.grouped(complete)) of \(files) complete; "
    }
}
