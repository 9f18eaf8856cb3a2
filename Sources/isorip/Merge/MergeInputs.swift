import DiscIO
import RescueCore

/// The copies that are to be merged, and what their companions say of them.
struct MergeInputs {
    let copies: [StoredImage]
    /// What can be taken from each copy.
    let maps: [SectorMap]

    /// Looks at the copies and what lies beside them.
    ///
    /// - Throws: `usage` if two of them are one file; `otherDisc` if their records are of different
    ///   discs; `outputFailed` if one cannot be used.
    init(_ paths: [String]) throws(CommandFailure) {
        var copies: [StoredImage] = []
        for path in paths { copies.append(try StoredImage.opening(path)) }
        self.copies = copies
        maps = Self.maps(of: copies)
        try refuseSameFile()
        try refuseOtherRecords()
        guard maps.contains(where: { $0.count(of: .rescued) > 0 }) else {
            throw CommandFailure(.usage, "there is nothing to merge: no copy has any sector")
        }
    }

    var paths: [String] { copies.map(\.paths.image) }

    /// The first record that there is.
    var record: RipRecord? { copies.lazy.compactMap(\.record).first }

    /// All that some record knows to be no data.
    var exclusions: [RipRecord.Exclusion] { Self.exclusions(of: copies) }

    private static func exclusions(of copies: [StoredImage]) -> [RipRecord.Exclusion] {
        let all = copies.flatMap { $0.record?.disc.excluded ?? [] }
        return Set(all).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private static func maps(of copies: [StoredImage]) -> [SectorMap] {
        let excluded = exclusions(of: copies)
        return copies.map { copy in
            var map = copy.map
            // What the file does not hold whole nobody can take from it.
            let end = min(copy.file.byteCount / Sector.size, map.sectorCount)
            let lost = map.runs(in: SectorRange(end, map.sectorCount)).filter {
                $0.status == .rescued
            }
            lost.forEach { map.mark($0.range, as: .untried) }
            if copy.record == nil {
                excluded.forEach { map.mark($0.range.clamped(to: map.range), as: .excluded) }
            }
            return map
        }
    }

    private func refuseSameFile() throws(CommandFailure) {
        for (place, copy) in copies.enumerated() {
            for other in copies[..<place] where copy.file.isSameFile(as: other.file) {
                throw CommandFailure(
                    .usage,
                    "\(other.paths.image) and \(copy.paths.image) are one file; name each copy once"
                )
            }
        }
    }

    private func refuseOtherRecords() throws(CommandFailure) {
        let known = copies.compactMap { copy in
            (copy.record?.disc.fingerprint).map { (copy.paths.image, $0) }
        }
        for (place, (name, fingerprint)) in known.enumerated() {
            for (otherName, other) in known[..<place] {
                // A record without a table of contents says nothing of one.
                let mismatch =
                    fingerprint.tracks.isEmpty
                    ? fingerprint.mismatch(with: other) : other.mismatch(with: fingerprint)
                guard let mismatch else { continue }
                throw Self.otherDisc(otherName, name, mismatch.wordsOfCopies)
            }
        }
    }

    /// What is said of two copies that are not of one disc.
    static func otherDisc(_ one: String, _ other: String, _ reason: String) -> CommandFailure {
        CommandFailure(
            .otherDisc,
            "\(one) and \(other) are copies of different discs (\(reason)); merge copies of one disc"
        )
    }
}

extension DiscRecognition.Difference {
    /// The difference between the records of two copies, in a few words.
    fileprivate var wordsOfCopies: String {
        switch self {
        case .sectorCount(let one, let other):
            "one disc had \(Format.grouped(one)) sectors, the other \(Format.grouped(other))"
        case .tracks: "their tables of contents differ"
        case .sector(let lba): "their records differ in LBA \(lba)"
        }
    }
}
