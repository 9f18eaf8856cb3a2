import DiscIO
import RescueCore

extension MergeVerdict {
    /// The code the program ends with.
    var status: ExitStatus {
        if result.count(of: .undecided) > 0 { return .verificationFailed }
        return result.map.isComplete ? .success : .unreadableSectors
    }

    /// The only JSON line.
    var line: JSONLine {
        JSONLine(
            "merged",
            [
                "image": paths.image, "status": status.rawValue,
                "sectors": result.map.sectorsByStatus, "merge": record.merge, "sums": record.sums,
            ])
    }

    /// The result for a person, a line each.
    var lines: [String] {
        var lines = [summary] + origins
        for decision in MergeDecision.allCases where result.count(of: decision) > 0 {
            let count = Format.count(result.count(of: decision), "sector")
            lines.append("\(count): the copies have different bytes; \(label(for: decision))")
            lines += result.disagreements.filter { $0.decision == decision }.map(\.range).lines()
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
        let images = Format.count(copies.count, "image")
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
        copies.indices.map { "  \(Format.count(result.taken[$0], "sector")) from \(copies[$0])" }
    }

    private func label(for decision: MergeDecision) -> String {
        switch decision {
        case .majority: "the majority decided"
        case .preferred: "taken from \(preferred.map { copies[$0] } ?? "")"
        case .undecided:
            "left out, as nobody can tell which are right (a third copy or --prefer can)"
        }
    }
}
