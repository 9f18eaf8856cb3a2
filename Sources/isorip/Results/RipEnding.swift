import DiscIO
import RescueCore

/// How the reading of a rip ended, as text, as JSON and as exit code.
struct RipEnding {
    private let verdict: RipVerdict
    private let end: RescueEnd
    /// What the missing sectors did to the files, a line each.
    private let consequences: [String]
    /// What became of the files that were to be read first, or alone.
    private let chosen: ChosenOutcome?

    /// Looks at the image that was read; nil if none was.
    ///
    /// - Parameters:
    ///   - verdict: What came of the rip.
    ///   - choice: What was to be read first, or alone.
    init?(_ verdict: RipVerdict, _ choice: RescueChoice?) {
        guard let end = verdict.end else { return nil }
        self.verdict = verdict
        self.end = end
        let hasChoice = choice?.paths.isEmpty == false
        guard end == .exhausted || hasChoice else {
            (consequences, chosen) = ([], nil)
            return
        }
        do throws(ImageError) {
            let analysis = ImageAnalysis(
                try ReadOnlyFile(image: verdict.paths.image), map: verdict.progress.map,
                sessions: verdict.sessionStarts)
            consequences =
                end == .exhausted ? ShortReport.lines(analysis, of: verdict.paths.image) : []
            chosen = choice.flatMap { hasChoice ? ChosenOutcome(of: $0, in: analysis) : nil }
        } catch {
            let isTold = end == .exhausted && !verdict.progress.map.isComplete
            consequences = isTold ? ["which files are affected cannot be told: \(error)"] : []
            chosen = nil
        }
    }

    private var progress: RescueProgress { verdict.progress }
    private var paths: OutputPaths { verdict.paths }

    /// The code of the reading alone, without a second pass.
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
    func line(_ status: ExitStatus, _ comparison: ComparisonVerdict?) -> JSONLine {
        JSONLine(
            "done",
            [
                "outcome": end.name, "status": status.rawValue,
                "sectors": progress.map.sectorsByStatus, "readErrors": progress.readErrors,
                "seconds": progress.elapsed.seconds, "sums": verdict.sums,
                "verdict": comparison?.name, "chosenFiles": chosen?.fileCount,
                "completeFiles": chosen?.completeCount, "unmatchedPaths": chosen?.unmatched,
            ])
    }

    /// The result for a person, a line each.
    var lines: [String] {
        var lines = [summary]
        if end == .exhausted, !progress.map.isComplete {
            lines += damagedRanges
            lines += consequences
            lines += chosen?.lines ?? []
            lines.append("run the same command again to retry them; \(paths.map) lists them all")
        } else if end != .complete {
            lines += chosen?.lines ?? []
        }
        if end == .chosenRead {
            lines.append(
                "the rest of the disc was not read; the same command without --only reads it")
        }
        if !progress.formTwo.isEmpty { lines.append(formTwoLine) }
        if verdict.disc.volumeStart > 0 { lines.append(mountLine) }
        if let sums = verdict.sums {
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

    private var formTwoLine: String {
        let count = progress.formTwo.sectorCount
        let isOne = count == 1
        return """
            \(Format.count(count, "sector")) \(isOne ? "is" : "are") of Form 2 (Video CD, CD-ROM XA): \
            \(isOne ? "its" : "their") 2,324 bytes fit into no ISO image, so the files they belong to \
            are not in it; copy this disc raw, with a program such as cdrdao
            """
    }

    /// Several sessions are in the image as they are on the disc; who mounts it has to name the last.
    private var mountLine: String {
        """
        the volume begins at LBA \(verdict.disc.volumeStart), in \
        session \(verdict.disc.sessionCount) of \(verdict.disc.sessionCount); mount it with: \
        \(ImageCommands.mount(paths.image.asArgument, from: verdict.disc.volumeStart))
        """
    }

    private var damagedRanges: [String] {
        progress.map.runs.lazy.filter { SectorStatusSet.missing.contains($0.status) }
            .map(\.range).lines()
    }
}

extension RipVerdict {
    /// The code the program ends with.
    ///
    /// - Parameter copied: The code of the reading alone; nil if nothing was read.
    /// - Returns: The worst of what the reading and the second pass found.
    func status(after copied: ExitStatus?) -> ExitStatus {
        guard let copied else { return comparison?.status ?? .success }
        if lacksSecondPass { return .interrupted }
        return comparison?.status(after: copied) ?? copied
    }
}
