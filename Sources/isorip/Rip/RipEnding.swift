import DiscIO
import RescueCore

/// How a rip ended: one value, as text, as JSON and as exit code.
struct RipEnding {
    var end: RescueEnd
    var progress: RescueProgress
    var sums: SumSet?
    var paths: OutputPaths
    var disc: DiscDescription
    /// What the missing sectors did to the files, a line each.
    var consequences: [String] = []
    /// What became of the files that were to be read first, or alone.
    var chosen: ChosenOutcome?

    /// So many damaged ranges are listed; the map has all of them.
    private static let listedRanges = 8

    /// The code the program ends with.
    var status: ExitStatus {
        // Who asked for some files and nothing else has them, or not; the rest does not matter.
        if let chosen, chosen.isOnly, end.isFinal || end == .chosenRead { return chosen.status }
        return switch end {
        case .complete: .success
        case .exhausted, .chosenRead, .outOfTime, .tooManyReadErrors: .unreadableSectors
        case .interrupted: .interrupted
        case .otherDisc: .otherDisc
        case .driveLost, .driveWedged, .refused: .driveUnusable
        }
    }

    /// The last JSON line.
    var line: DoneLine {
        DoneLine(
            outcome: end.name, status: status.rawValue, sectors: progress.map.sectorsByStatus,
            readErrors: progress.readErrors, seconds: progress.elapsed.seconds, sums: sums,
            chosenFiles: chosen?.fileCount, completeFiles: chosen?.completeCount,
            unmatchedPaths: chosen?.unmatched)
    }

    /// The result for a person, a line each.
    var sentences: [String] {
        var lines = [summary]
        if end == .exhausted, !progress.map.isComplete {
            lines += damagedRanges
            lines += consequences
            lines += chosen?.sentences ?? []
            lines.append("run the same command again to retry them; \(paths.map) lists them all")
        } else if end != .complete {
            lines += chosen?.sentences ?? []
        }
        if end == .chosenRead {
            lines.append(
                "the rest of the disc was not read; the same command without --only reads it")
        }
        if !progress.formTwo.isEmpty { lines.append(formTwoSentence) }
        if disc.volumeStart > 0 { lines.append(mountSentence) }
        if let sums {
            lines.append("SHA-256 \(sums.sha256)")
        }
        return lines
    }

    private var summary: String {
        let map = progress.map
        let time = Format.duration(progress.elapsed)
        let size = Format.bytes(map.sectorCount * Sector.size)
        if map.isComplete {
            let kept = Format.count(progress.sectorsKept, "sector")
            let what = progress.formTwo.isEmpty ? "complete" : "all that an ISO image can hold"
            let but = progress.sectorsKept > 0 ? " but for \(kept) in doubt" : ""
            return "\(paths.image): \(what)\(but), \(size) in \(time)"
        }
        let missing = map.count(of: .missing)
        let share = Format.percent(map.count(of: .rescued), of: map.wantedCount)
        let what = end == .exhausted ? "unreadable" : "missing"
        return """
            \(paths.image): \(Format.count(missing, "sector")) \(what) \
            (\(Format.bytes(missing * Sector.size)) of \(size)), \(share) rescued in \(time)
            """
    }

    private var formTwoSentence: String {
        let count = progress.formTwo.reduce(0) { $0 + $1.count }
        let isOne = count == 1
        return """
            \(Format.count(count, "sector")) \(isOne ? "is" : "are") of Form 2 (Video CD, CD-ROM XA): \
            \(isOne ? "its" : "their") 2,324 bytes fit into no ISO image, so the files they belong to \
            are not in it; copy this disc raw, with a program such as cdrdao
            """
    }

    /// Several sessions are in the image as they are on the disc; who mounts it has to name the last.
    private var mountSentence: String {
        """
        the volume begins at LBA \(disc.volumeStart), in \
        session \(disc.sessionCount) of \(disc.sessionCount); mount it with: \
        \(ImageCommands.mount(paths.image.asArgument, from: disc.volumeStart))
        """
    }

    private var damagedRanges: [String] {
        let damaged = progress.map.runs.lazy.filter { SectorStatusSet.missing.contains($0.status) }
        var lines = damaged.prefix(Self.listedRanges).map { "  \($0.range)" }
        let more = damaged.dropFirst(Self.listedRanges).reduce(0) { count, _ in count + 1 }
        if more > 0 { lines.append("  and \(Format.count(more, "more range"))") }
        return lines
    }
}
