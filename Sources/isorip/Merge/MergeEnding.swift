import DiscIO
import RescueCore

/// How a merge ended: one value, as text, as JSON and as exit code.
struct MergeEnding {
    var paths: OutputPaths
    var prefer: String?
    /// The copies as they were named.
    var names: [String]
    var result: MergeResult
    var record: RipRecord

    /// So many ranges are listed; the record has more, the map all that are missing.
    private static let listedRanges = 8

    /// The code the program ends with.
    var status: ExitStatus {
        if result.count(of: .undecided) > 0 { return .verificationFailed }
        return result.map.isComplete ? .success : .unreadableSectors
    }

    /// The only JSON line.
    var line: MergedLine {
        MergedLine(
            image: paths.image, status: status.rawValue, sectors: result.map.sectorsByStatus,
            merge: record.merge, sums: record.sums)
    }

    /// The result for a person, a line each.
    var sentences: [String] {
        var lines = [summary] + origins
        for decision in MergeDecision.allCases where result.count(of: decision) > 0 {
            let count = Format.count(result.count(of: decision), "sector")
            lines.append("\(count): the copies have different bytes; \(words(for: decision))")
            lines += list(
                result.disagreements.filter { $0.decision == decision }.map(\.range))
        }
        if !result.map.isComplete {
            lines.append("\(paths.map) lists all missing sectors; a rip to this name reads them")
        }
        if let sums = record.sums { lines.append("SHA-256 \(sums.sha256)") }
        return lines
    }

    private var summary: String {
        let map = result.map
        let size = Format.bytes(map.sectorCount * Sector.size)
        let images = Format.count(names.count, "image")
        guard !map.isComplete else {
            return "\(paths.image): complete, \(size), merged from \(images)"
        }
        let missing = map.count(of: .missing)
        let share = Format.percent(map.count(of: .rescued), of: map.wantedCount)
        return """
            \(paths.image): \(Format.count(missing, "sector")) missing \
            (\(Format.bytes(missing * Sector.size)) of \(size)), \(share) rescued, \
            merged from \(images)
            """
    }

    private var origins: [String] {
        names.indices.map { "  \(Format.count(result.taken[$0], "sector")) from \(names[$0])" }
    }

    private func words(for decision: MergeDecision) -> String {
        switch decision {
        case .majority: "the majority decided"
        case .preferred: "taken from \(prefer ?? "")"
        case .undecided:
            "left out, as nobody can tell which are right (a third copy or --prefer can)"
        }
    }

    private func list(_ ranges: [SectorRange]) -> [String] {
        var lines = ranges.prefix(Self.listedRanges).map { "  \($0)" }
        let more = ranges.count - Self.listedRanges
        if more > 0 { lines.append("  and \(Format.count(more, "more range"))") }
        return lines
    }
}

/// The only JSON line of a merge.
struct MergedLine: Encodable {
    var event = "merged"
    var image: String
    var status: Int32
    var sectors: [String: Int]
    var merge: RipRecord.Merge?
    var sums: SumSet?
}
