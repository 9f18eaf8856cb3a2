import DiscIO
import RescueCore

/// How a verification without a disc ended: one value, as text, as JSON and as exit code.
struct CheckupEnding {
    var image: String
    var checks: [ImageCheck]
    /// How many sectors of the image were never rescued.
    var missing: Int
    var seconds: Double

    private static let listedRanges = 8

    /// Whether nothing was there to check the image with; a size that fits proves little.
    var isEmpty: Bool { checks.allSatisfy { $0.kind == .size && $0.passed } }

    var status: ExitStatus {
        if checks.contains(where: { !$0.passed }) { return .verificationFailed }
        return missing > 0 ? .unreadableSectors : .success
    }

    var verdict: String { status == .verificationFailed ? "different" : "identical" }

    var against: [String] { Set(checks.map(\.kind.rawValue)).sorted() }

    var findings: [RipRecord.Verification.Finding] {
        checks.flatMap { check in
            check.ranges.map {
                .init(kind: check.kind.rawValue, firstLBA: $0.start, lastLBA: $0.end - 1)
            }
        }
    }

    /// The result for a person, a line each.
    var sentences: [String] {
        var lines: [String] = []
        for check in checks {
            let mark = check.passed ? "ok    " : "FAILED"
            lines.append("\(mark)  \(check.kind.words): \(check.detail)")
            lines += check.ranges.prefix(Self.listedRanges).map { "          \($0)" }
            let more = check.ranges.count - Self.listedRanges
            if more > 0 { lines.append("          and \(Format.count(more, "more range"))") }
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

    var line: CheckupLine {
        CheckupLine(
            verdict: isEmpty ? "unknown" : verdict, status: status.rawValue,
            checks: checks.map {
                .init(kind: $0.kind.rawValue, passed: $0.passed, detail: $0.detail)
            },
            findings: findings, skippedSectors: missing, seconds: seconds)
    }
}

/// The only JSON line of a verification without a disc.
struct CheckupLine: Encodable {
    struct Check: Encodable {
        var kind: String
        var passed: Bool
        var detail: String
    }

    var event = "checked"
    var verdict: String
    var status: Int32
    var checks: [Check]
    var findings: [RipRecord.Verification.Finding]
    var skippedSectors: Int
    var seconds: Double
}

extension ImageCheck.Kind {
    /// What it is, for a person.
    var words: String {
        switch self {
        case .size: "size"
        case .record: "record"
        case .chunks: "record, piece by piece"
        case .list: "list of checksums"
        case .dat: "DAT file"
        case .isomd5sum: "checksum of isomd5sum"
        case .libisofs: "checksums of libisofs"
        case .files: "checksums of files"
        }
    }
}
