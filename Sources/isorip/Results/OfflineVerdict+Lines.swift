import DiscIO
import RescueCore

extension OfflineVerdict {
    /// The code the program ends with.
    var status: ExitStatus {
        if isDifferent { return .verificationFailed }
        return missing > 0 ? .unreadableSectors : .success
    }

    /// The result for a person, a line each.
    var lines: [String] {
        var lines: [String] = []
        for check in checks {
            lines.append("\(check.outcome.mark)  \(check.kind.label): \(check.detail)")
            lines += check.ranges.lines(indent: 10)
        }
        if missing > 0 {
            lines.append("\(Format.count(missing, "sector")) of the image were never rescued")
        }
        if let advice { lines.append(advice) }
        return lines
    }

    /// What to do next; nil if nothing failed.
    private var advice: String? {
        let failed = checks.filter { !$0.passed }
        if failed.isEmpty { return nil }
        // A list may be of another edition; what the image and its record say is of this one.
        return failed.allSatisfy { $0.kind == .list || $0.kind == .dat }
            ? "\(image) has changed, or is another edition than the listed one"
            : "verify \(image) with its disc to learn which sectors have changed, or restore it"
    }

    /// The only JSON line.
    var line: JSONLine {
        JSONLine(
            "checked",
            [
                "verdict": isEmpty ? "unknown" : name, "status": status.rawValue,
                "checks": checks.map { check in
                    CheckRow(
                        kind: check.kind.rawValue, outcome: check.outcome.rawValue,
                        passed: check.passed, detail: check.detail)
                },
                "findings": findings, "skippedSectors": missing, "seconds": seconds,
            ])
    }
}

/// A check, as JSON.
private struct CheckRow: Encodable {
    var kind: String
    var outcome: String
    var passed: Bool
    var detail: String
}

extension ImageCheck.Kind {
    /// What it is, for a person.
    fileprivate var label: String {
        switch self {
        case .size: "size"
        case .record: "record"
        case .chunks: "record, piece by piece"
        case .list: "list of checksums"
        case .dat: "DAT file"
        case .isomd5sum: "checksum of isomd5sum"
        case .libisofs: "checksums of libisofs"
        case .files: "checksums of files"
        case .libiso9660: "another reader"
        }
    }
}

extension ImageCheck.Outcome {
    /// What stands before it, six characters wide.
    fileprivate var mark: String {
        switch self {
        case .ok: "ok    "
        case .remark: "note  "
        case .failed: "FAILED"
        }
    }
}
