import RescueCore

/// How a verification against a disc ended: one value, as text, as JSON and as exit code.
struct VerifyEnding {
    var end: VerifyEnd
    var result: VerifyResult
    var progress: VerifyProgress
    var image: String
    var device: String
    /// How many sectors the disc has behind the end of the image; negative: how many fewer.
    var extraSectors: Int

    /// So many ranges are listed of each finding; the record and the JSON lines have more.
    private static let listedRanges = 8

    /// The code the program ends with.
    var status: ExitStatus {
        switch end {
        case .otherDisc: return .otherDisc
        case .driveLost, .driveWedged: return .driveUnusable
        case .interrupted: return result.isAgreement ? .interrupted : .verificationFailed
        case .outOfTime: return result.isAgreement ? .unreadableSectors : .verificationFailed
        case .complete:
            if !result.isAgreement { return .verificationFailed }
            return result.skipped > 0 || !result.unreadable.isEmpty ? .unreadableSectors : .success
        }
    }

    /// The code of a rip whose second pass this was: what the rip says of itself, unless this is worse.
    ///
    /// That sectors which were rescued once cannot be read now takes nothing away from the image.
    func status(after rip: ExitStatus) -> ExitStatus {
        if end == .outOfTime, result.isAgreement { return rip.rawValue == 0 ? status : rip }
        return status == .success || status == .unreadableSectors ? rip : status
    }

    /// The verdict in one word, as the JSON lines and the record have it.
    var verdict: String {
        switch end {
        case .otherDisc: "other-disc"
        case .driveLost: result.isAgreement ? "drive-lost" : "different"
        case .driveWedged: result.isAgreement ? "drive-wedged" : "different"
        case .interrupted: result.isAgreement ? "interrupted" : "different"
        case .outOfTime: result.isAgreement ? "out-of-time" : "different"
        case .complete: result.isAgreement ? "identical" : "different"
        }
    }

    /// The last JSON line.
    var line: VerifyDoneLine {
        VerifyDoneLine(
            verdict: verdict, status: status.rawValue, identicalSectors: result.identical,
            unreadableSectors: unreadable, skippedSectors: result.skipped,
            findings: end == .otherDisc ? [] : result.list, readErrors: progress.readErrors,
            seconds: progress.elapsed.seconds)
    }

    /// The result for a person, a line each.
    var sentences: [String] {
        guard end != .otherDisc else { return [] }
        var lines = [summary]
        for finding in VerifyFinding.allCases where result.count(of: finding) > 0 {
            let count = Format.count(result.count(of: finding), "sector")
            lines.append("\(count): \(finding.meaning)")
            lines += list(result.findings[finding, default: []])
        }
        if unreadable > 0 {
            lines.append(
                "\(Format.count(unreadable, "sector")): rescued once, and not readable now")
            lines += list(result.unreadable)
        }
        lines += remarks
        lines += Set(result.findings.keys.map(\.advice)).sorted()
        return lines
    }

    private var unreadable: Int { result.unreadable.reduce(0) { $0 + $1.count } }

    private var summary: String {
        let time = Format.duration(progress.elapsed)
        let size = Format.bytes(result.identical * Sector.size)
        let what =
            if !result.isAgreement {
                "differs from"
            } else if end == .complete {
                "identical to"
            } else {
                "no difference so far from"
            }
        return "\(image): \(what) the disc in \(device); \(size) are the same, in \(time)"
    }

    private var remarks: [String] {
        var lines: [String] = []
        if result.skipped > 0 {
            let count = Format.count(result.skipped, "sector")
            lines.append("\(count) of the image were never rescued, and not compared")
        }
        if extraSectors > 0 {
            let count = Format.count(extraSectors, "sector")
            lines.append("the disc has \(count) more behind the end of the image, not compared")
        }
        return lines
    }

    private func list(_ ranges: [SectorRange]) -> [String] {
        var lines = ranges.prefix(Self.listedRanges).map { "  \($0)" }
        let more = ranges.count - Self.listedRanges
        if more > 0 { lines.append("  and \(Format.count(more, "more range"))") }
        return lines
    }
}

extension VerifyFinding {
    /// What it means, for a person.
    var meaning: String {
        switch self {
        case .unstableConfirmed:
            "the disc reads differently from time to time; the image has what two of three reads gave"
        case .unstableOutvoted:
            "the disc reads differently from time to time; two of three reads gave something else than the image has"
        case .unstableUndecided:
            "the disc reads differently from time to time, and no two reads agree"
        case .imageChanged: "the image has changed since it was made"
        case .imageTooShort: "the image ends before them"
        case .imageDiffers: "the disc gives, twice alike, something else than the image has"
        case .recordDiffers:
            "the image is what the disc gives, but the record has checksums of something else"
        }
    }

    /// What to do next.
    var advice: String {
        switch self {
        case .unstableConfirmed:
            "clean the disc or try another drive, and verify again; what differs each time was guessed by the drive"
        case .unstableUndecided, .unstableOutvoted:
            """
            clean the disc or try another drive, and read the sectors again by isorip rip \
            --reread-mismatches; what differs each time was guessed by the drive
            """
        case .imageChanged:
            """
            read the sectors again by isorip rip --reread-mismatches, or restore the image from a \
            copy; and check the storage it lay on
            """
        case .imageTooShort:
            "restore the image from a copy, or rip the disc again to another name; and check the storage it lay on"
        case .imageDiffers:
            """
            one of the two has changed, or the first read was wrong: read the sectors again by \
            isorip rip --reread-mismatches, or rip the disc again to another name
            """
        case .recordDiffers:
            "the record was changed or is of another image; rip the disc again to have one that fits"
        }
    }
}
