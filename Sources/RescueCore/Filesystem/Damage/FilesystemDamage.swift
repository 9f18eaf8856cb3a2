/// Which files, directories and structures of a disc the missing sectors hurt.
///
/// Says of each what it costs: bytes of a file, names below a directory, the whole of a tree.
public struct FilesystemDamage: Sendable {
    /// An entry of a tree that lost something.
    public struct Hurt: Hashable, Sendable {
        /// Which of the trees it is in.
        public let tree: Int
        /// Its number in that tree.
        public let entry: Int
        /// How many of its bytes are missing: of a file its content, of a directory its records.
        public let badBytes: Int
        /// Whether its file entry is missing, so that size and place of its bytes are not known.
        public let isRecordMissing: Bool
        /// Whether what tells its records, or where its bytes lie, is not as it should be.
        public let isBroken: Bool
    }

    /// A structure that is neither file nor directory, and lost sectors.
    public struct HurtStructure: Hashable, Sendable {
        /// The tree that it belongs to; nil if it belongs to the disc as a whole.
        public let tree: Int?
        /// What it is, and where.
        public let structure: FileTree.Structure
    }

    /// The files that lost bytes or what leads to them, in the order of the trees; one that several trees name is told
    /// by the first of them only, and not for a file entry that is lost if another tree does without.
    public let files: [Hurt]

    /// The directories that lost records, or have broken ones: what was in them, and below, is not known in full.
    public let directories: [Hurt]

    /// The hurt or broken descriptors, path tables, boot catalogs and allocation descriptors.
    public let structures: [HurtStructure]

    /// The missing sectors that nothing known uses: padding, free space, and whatever a directory
    /// names that was lost itself.
    public let unused: [SectorRange]

    /// Whether every file of the disc is known: each session has a tree all of whose directories were
    /// rescued and are as they should be.
    public let knowsAllNames: Bool

    /// The sectors that the damage counts as missing.
    package let bad: BadSectors

    /// Surveys the filesystems of a disc.
    ///
    /// - Parameters:
    ///   - filesystems: What was read of the disc.
    ///   - bad: The missing sectors.
    package init(_ filesystems: DiscFilesystems, _ bad: BadSectors) {
        var search = DamageSearch(bad, in: filesystems.trees)
        for number in filesystems.trees.indices {
            search.look(throughTree: number)
        }
        for structure in filesystems.structures {
            search.look(at: structure, tree: nil)
        }
        search.look(at: filesystems.notes, tree: nil)
        files = search.files
        directories = search.directories
        structures = search.structures
        unused = search.unused()
        knowsAllNames = Self.knowsAllNames(filesystems, search.directories, bad)
        self.bad = bad
    }

    private static func knowsAllNames(
        _ filesystems: DiscFilesystems, _ directories: [Hurt], _ bad: BadSectors
    ) -> Bool {
        let hurtTrees = Set(directories.map(\.tree))
        let sessions = filesystems.treeSessions
        let whole = Set(sessions.indices.filter { !hurtTrees.contains($0) }.map { sessions[$0] })
        let isLost = filesystems.volumes.sessions.enumerated().contains { number, session in
            let isHurt =
                session.descriptors.contains { !bad.overlapping($0).isEmpty }
                || session.notes.kept.contains { $0.isFault(beside: bad) }
            return !whole.contains(number) && (sessions.contains(number) || isHurt)
        }
        return !whole.isEmpty && !isLost
    }

    /// Whether nothing that is missing is known to be used by anything, and nothing is broken.
    ///
    /// If a directory is hurt, that says nothing of what it named.
    public var isHarmless: Bool { files.isEmpty && directories.isEmpty && structures.isEmpty }

    /// The hurt structures, those as one that follow one another and are of a kind.
    package var joinedStructures: [FileTree.Structure] {
        structures.map(\.structure).reduce(into: []) { joined, next in
            if let last = joined.last, last.subject == next.subject,
                last.range.end == next.range.start
            {
                joined[joined.count - 1].range = SectorRange(last.range.start, next.range.end)
            } else {
                joined.append(next)
            }
        }
    }

    /// Whether there may be files that no tree names, because what leads to them is missing.
    ///
    /// - Parameter filesystems: Those that the damage was made of.
    /// - Returns: Whether a directory is hurt that no other tree makes up for, or all that leads to the
    ///   first one.
    package func mayHideFiles(of filesystems: DiscFilesystems) -> Bool {
        if !filesystems.trees.isEmpty { return !knowsAllNames }
        return filesystems.notes.kept.contains { $0.problem == .missing || $0.isFault(beside: bad) }
    }

    /// Where in a file bytes are missing, as ranges of its bytes in order.
    ///
    /// - Parameters:
    ///   - entry: The file.
    ///   - limit: The most ranges to return.
    /// - Returns: The ranges; none touches the next one.
    public func missingBytes(of entry: FileTree.Entry, limit: Int = .max) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        for extent in entry.extents {
            for range in bad.missingBytes(of: extent) {
                let part = range.lowerBound + position..<range.upperBound + position
                if let last = found.last, last.upperBound == part.lowerBound {
                    found[found.count - 1] = last.lowerBound..<part.upperBound
                } else if found.count < limit {
                    found.append(part)
                } else {
                    return found
                }
            }
            position += extent.byteCount
        }
        return found
    }
}

extension BadSectors {
    /// Which bytes of an extent are missing, counted from its beginning.
    func missingBytes(of extent: FileExtent) -> [Range<Int>] {
        guard let start = extent.imageOffset, extent.byteCount > 0 else { return [] }
        let end = start + extent.byteCount
        let discEnd = sectorCount * Sector.size
        var found = overlapping(extent.sectors).compactMap { range -> Range<Int>? in
            let low = max(range.byteOffset, start)
            let high = min(range.byteOffset + range.byteCount, end)
            return low < high ? low - start..<high - start : nil
        }
        if end > discEnd {
            found.append(max(discEnd, start) - start..<end - start)
        }
        return found
    }
}
