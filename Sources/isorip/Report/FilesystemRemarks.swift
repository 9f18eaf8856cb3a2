import RescueCore

/// What is strange about the filesystems of an image, beside what is missing: a sentence each.
enum FilesystemRemarks {
    private static let limit = 20

    static func lines(_ analysis: ImageAnalysis) -> [String] {
        let filesystems = analysis.filesystems
        var remarks = cut(analysis) + augmentation(analysis)
        for note in filesystems.notes.kept { add(note, in: nil, to: &remarks) }
        for tree in filesystems.trees {
            for note in tree.notes.kept { add(note, in: tree, to: &remarks) }
        }
        for volume in filesystems.partitionTables.appleVolumes {
            remarks.append("there is a volume of \(volume.kind.rawValue), which is not looked into")
        }
        let more = remarks.count - limit
        return more > 0
            ? remarks.prefix(limit) + ["and \(Format.count(more, "more remark"))"] : remarks
    }

    /// Says that the image ends before its volume does.
    private static func cut(_ analysis: ImageAnalysis) -> [String] {
        let end = analysis.map.sectorCount
        guard let claim = analysis.filesystems.claimedSectors, claim > end else { return [] }
        return [
            """
            size: the volume counts \(Format.grouped(claim)) sectors and the image has only \
            \(Format.grouped(end)): it was cut off, or not all of the disc was copied
            """
        ]
    }

    /// Says what lies behind the filesystem, and what it is good for.
    private static func augmentation(_ analysis: ImageAnalysis) -> [String] {
        guard let ecc = analysis.ecc else { return [] }
        let whole = ecc.sectorCount(of: analysis.map.sectorCount)
        let missing = whole - analysis.map.sectorCount
        if missing > 0 {
            return [
                "the image ends \(Format.count(missing, "sector")) before its \(ecc.label) does"
            ]
        }
        let count = Format.count(whole - ecc.dataSectors, "sector")
        return [
            """
            behind the filesystem there are \(count) of \(ecc.label): keep them, \
            dvdisaster -f repairs damage with them
            """
        ]
    }

    private static func add(_ note: FilesystemNote, in tree: FileTree?, to remarks: inout [String])
    {
        // What was not read is told as damage.
        guard note.problem != .missing else { return }
        var sentence = note.subject.label
        if let tree, let entry = note.entry, tree.indices.contains(entry) {
            sentence += " of \(tree[entry].pathText)"
        }
        if let lba = note.lba { sentence += ", LBA \(lba)" }
        remarks.append("\(sentence): \(note.problem.label)")
    }
}

extension FilesystemNote.Problem {
    /// What is wrong, for a person.
    fileprivate var label: String {
        switch self {
        case .missing: "not read"
        case .broken: "not as it should be"
        case .outside: "said to lie behind the end of the disc"
        case .repeated: "seen before, so it is passed over"
        case .incomplete: "a part of it was not found"
        case .interleaved: "in pieces with gaps between them"
        case .tooMuch: "more than is taken in"
        case .blank: "its last sectors hold nothing: made so, or lost"
        }
    }
}
