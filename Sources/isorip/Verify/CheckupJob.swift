import DiscIO
import FoundationEssentials
import Glibc
import RescueCore

/// One verification without a disc: everything that can be known from the image and beside it.
struct CheckupJob {
    var subject: VerifySubject
    var options: VerifyOptions
    var console: Console

    /// Checks, tells, and adds the result to the record.
    func perform() throws(CommandFailure) -> ExitStatus {
        let started = Date.now.formatted(.iso8601)
        let start = ContinuousClock.now
        let checkup = ImageCheckup(
            companions: subject.companions, map: subject.map, listed: try listedSums(),
            datPath: options.dat)
        let checks = try run(checkup)
        let ending = CheckupEnding(
            image: subject.paths.image, checks: checks, missing: subject.map.count(of: .missing),
            seconds: (ContinuousClock.now - start).seconds)
        if options.json {
            console.result(JSONText.of(ending.line))
        } else if !options.quiet {
            ending.sentences.forEach(console.result)
        }
        if ending.isEmpty {
            throw CommandFailure(
                .usage,
                """
                there is nothing to verify \(subject.paths.image) with: it has no record and no \
                checksums in it; give a device, --checksums or --dat
                """)
        }
        note(
            .init(
                started: started, seconds: ending.seconds, against: ending.against,
                verdict: ending.verdict, findings: ending.findings))
        return ending.status
    }

    private func run(_ checkup: ImageCheckup) throws(CommandFailure) -> [ImageCheck] {
        var image = try subject.open()
        let terminal =
            options.json || options.quiet ? nil : Terminal.attached(to: STDERR_FILENO)
        let size = image.byteCount
        var shown = ContinuousClock.now
        defer { if terminal != nil { console.showBlock([]) } }
        do throws(ImageError) {
            return try checkup.run(&image) { done in
                let now = ContinuousClock.now
                guard terminal != nil, now - shown >= .milliseconds(200) else { return }
                shown = now
                let share = Format.percent(done, of: size)
                console.showBlock(["  \(share), \(Format.bytes(done)) of \(Format.bytes(size))"])
            }
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }

    private func listedSums() throws(CommandFailure) -> [ListedSum] {
        guard let list = options.checksums else { return [] }
        let name = subject.paths.imageName
        let sums: [ListedSum]
        do throws(ImageError) {
            sums = try ChecksumListReader.sums(of: name, listedIn: list)
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
        guard !sums.isEmpty else {
            throw CommandFailure(.usage, "\(list) has no checksum of \(name)")
        }
        return sums
    }

    /// Adds the verification to the record; that it cannot be done takes nothing away from it.
    private func note(_ verification: RipRecord.Verification) {
        do throws(OutputError) {
            try subject.companions.note(verification)
        } catch {
            console.note("this verification is not in the record: \(error.reason.summary)")
        }
    }
}

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
        if status == .verificationFailed {
            lines.append(
                "verify \(image) with its disc to learn which sectors have changed, or restore it")
        }
        return lines.map(\.printable)
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
