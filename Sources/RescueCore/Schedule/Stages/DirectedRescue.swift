/// Leads a rescue by the filesystems of the disc: what tells where files lie, the chosen files, the
/// rest.
///
/// After each stage the filesystems are read from what was rescued. What could not be read for want
/// of a sector is the next stage, until nothing new is wanted. Damage is narrowed down stage by stage;
/// retries come last of all.
package struct DirectedRescue: Sendable {
    /// How often descriptors and directories are read before the chosen files are.
    ///
    /// Each level of directories takes one stage, or two with UDF; a hostile disc has endless ones.
    private static let metadataLimit = 256

    /// The paths that lead to nothing, as far as the directories are known.
    package private(set) var unmatched: [String] = []

    /// Whether there may be more on the disc than is known: a directory, or all of them, are damaged.
    package private(set) var isPartlyUnknown = false

    /// Whether there is a tree of files at all.
    package private(set) var hasFilesystem = false

    /// The chosen files, as far as they are known.
    package private(set) var files = ChosenFiles()

    private let choice: RescueChoice
    private let sessions: [LBA]
    /// What the stages so far were about.
    private var staged = SectorSet()
    private var metadataStages = 0
    /// What everything was tried for, if that was done for anything.
    private var finished: SectorSet?
    private var hasPutOffUnused = false
    private var isOver = false

    /// Makes the lead of a rescue.
    ///
    /// - Parameters:
    ///   - choice: What is to be read first.
    ///   - sessions: The first sectors of the disc's sessions; a disc of one session has only 0.
    package init(_ choice: RescueChoice, sessions: [LBA] = [0]) {
        self.choice = choice
        self.sessions = sessions
    }

    /// Decides what comes next, by what was rescued up to now.
    ///
    /// - Parameters:
    ///   - map: What is known of every sector.
    ///   - source: The sectors that the map counts as rescued.
    /// - Returns: The next stage of the rescue; nil when nothing more is to be read.
    package mutating func nextStage(
        after map: SectorMap, reading source: consuming some RescuedSectors & ~Copyable
    ) -> RescueStage? {
        guard !isOver else { return nil }
        var sectors = WantedSectors(source)
        let filesystems = DiscFilesystems(from: &sectors, sessions: sessions)
        look(at: filesystems)
        if let stage = metadataStage(SectorSet(sectors.missing), in: map) { return stage }
        let damage = FilesystemDamage(filesystems, BadSectors(map))
        isPartlyUnknown = damage.mayHideFiles(of: filesystems)
        hasFilesystem = !filesystems.trees.isEmpty
        return chosenStage(in: map) ?? lastStage(damage, in: map)
    }

    private mutating func look(at filesystems: DiscFilesystems) {
        let selections = choice.paths.map { PathSelection.all($0, in: filesystems) }
        unmatched = zip(choice.paths, selections).compactMap { $1.isEmpty ? $0 : nil }
        files = ChosenFiles(selections.flatMap(\.self), in: filesystems)
    }

    private mutating func metadataStage(
        _ wanted: SectorSet, in map: SectorMap
    ) -> RescueStage? {
        guard metadataStages < Self.metadataLimit, adds(wanted, in: map) else { return nil }
        metadataStages += 1
        return stage(.metadata)
    }

    private mutating func chosenStage(in map: SectorMap) -> RescueStage? {
        let sectors = SectorSet(files.sectors.ranges.map { $0.clamped(to: map.range) })
        return adds(sectors, in: map) ? stage(.chosen) : nil
    }

    private mutating func lastStage(_ damage: FilesystemDamage, in map: SectorMap) -> RescueStage? {
        if choice.isOnly {
            // What is read now may lead to more, which then has stages of its own.
            guard finished != staged else { return nil }
            finished = staged
            return stage(.chosen, isLast: true)
        }
        if choice.putsOffUnused, !hasPutOffUnused {
            hasPutOffUnused = true
            let used = SectorSet(damage.bad.ranges).subtracting(SectorSet(damage.unused))
            if adds(used, in: map) { return stage(.used) }
        }
        isOver = true
        return RescueStage(.rest, nil, files: files, isLast: true)
    }

    /// Takes sectors into the stages.
    ///
    /// - Returns: Whether new ones were among them that are missing.
    private mutating func adds(_ sectors: SectorSet, in map: SectorMap) -> Bool {
        let fresh = sectors.subtracting(staged)
        staged = staged.union(fresh)
        return !map.lacksNothing(of: fresh)
    }

    private func stage(_ aim: RescueStage.Aim, isLast: Bool = false) -> RescueStage {
        RescueStage(aim, staged, files: files, isLast: isLast)
    }
}
