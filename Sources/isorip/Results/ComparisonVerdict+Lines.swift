import DiscIO
import RescueCore

extension ComparisonVerdict {
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

    /// The last JSON line.
    var line: JSONLine {
        JSONLine(
            "verify-done",
            [
                "verdict": name, "status": status.rawValue, "identicalSectors": result.identical,
                "unreadableSectors": unreadable, "skippedSectors": result.skipped,
                "findings": end == .otherDisc ? [] : result.list,
                "readErrors": progress.readErrors, "seconds": progress.elapsed.seconds,
            ])
    }

    /// The result for a person, a line each.
    var lines: [String] {
        guard end != .otherDisc else { return [] }
        var lines = [summary]
        for finding in VerifyFinding.allCases where result.count(of: finding) > 0 {
            let count = Format.count(result.count(of: finding), "sector")
            lines.append("\(count): \(finding.line)")
            lines += result.findings[finding, default: []].lines()
        }
        if unreadable > 0 {
            lines.append(
                "\(Format.count(unreadable, "sector")): rescued once, and not readable now")
            lines += result.unreadable.lines()
        }
        lines += remarks
        lines += Set(result.findings.keys.map(\.advice)).sorted()
        return lines
    }

    private var unreadable: Int { result.unreadable.sectorCount }

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

    /// Why it ended before its time and what to do next; nil if it did not.
    var endAdvice: String? {
        switch end {
        case .complete: nil
        case .interrupted: "interrupted; what was compared so far is told"
        case .outOfTime:
            "stopped at --max-time; isorip verify with the disc compares the rest"
        case .otherDisc: "another disc is in the drive now; put the first one back and verify again"
        case .driveLost(let fault):
            "the drive was lost (\(fault.kind.label)); what was compared so far is told"
        case .driveWedged(let fault):
            """
            the drive fails every command (\(fault)): it hangs, this is not damage; switch it off \
            and on, then verify again; what was compared so far is told
            """
        }
    }
}

extension VerifyFinding {
    /// What it means, for a person.
    fileprivate var line: String {
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
    fileprivate var advice: String {
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

extension VerifyProgress {
    /// The progress in one line: `61.3 %, 2.88 GB of 4.70 GB, 11.2 MB/s, 4:21 elapsed, 2:43 left`.
    var line: String {
        let (done, whole) = (sectorsRead * Sector.size, sectorsToCompare * Sector.size)
        let seconds = elapsed / .seconds(1)
        let rate = seconds > 0 ? Double(done) / seconds : 0
        var parts = [
            Format.percent(sectorsRead, of: sectorsToCompare),
            "\(Format.bytes(done)) of \(Format.bytes(whole))", Format.rate(rate),
            "\(Format.duration(elapsed)) elapsed",
        ]
        if rate > 0, seconds > 3, done < whole {
            parts.append("\(Format.duration(.seconds(Double(whole - done) / rate))) left")
        }
        if differing > 0 { parts.append(Format.count(differing, "sector") + " differ") }
        if readErrors > 0 { parts.append(Format.count(readErrors, "read error")) }
        return parts.joined(separator: ", ")
    }
}
