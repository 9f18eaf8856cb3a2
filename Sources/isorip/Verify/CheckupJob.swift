import DiscIO
import FoundationEssentials
import Glibc
import RescueCore

/// One verification without a disc: everything that can be known from the image and beside it.
struct CheckupJob {
    var subject: StoredImage
    var options: VerifyOptions
    var console: Console
    var signals: Signals

    /// Checks, tells, and adds the result to the record.
    func perform() throws(CommandFailure) -> ExitStatus {
        let started = Date.now.formatted(.iso8601)
        let start = ContinuousClock.now
        let listed = try listedSums()
        try checkDAT()
        let checkup = ImageCheckup(
            of: subject, listed: listed, datPath: options.dat)
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
        signals.askFirst()
        subject.note(
            .init(
                started: started, seconds: ending.seconds, against: ending.against,
                verdict: ending.verdict, findings: ending.findings), console)
        signals.endAtOnce()
        return ending.status
    }

    private func run(_ checkup: ImageCheckup) throws(CommandFailure) -> [ImageCheck] {
        let terminal =
            options.json || options.quiet ? nil : Terminal.attached(to: STDERR_FILENO)
        let size = subject.file.byteCount
        var shown = ContinuousClock.now
        defer { if terminal != nil { console.showBlock([]) } }
        do throws(ImageError) {
            return try checkup.run { done in
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

    /// Refuses what is no DAT file, before the whole image is read for it.
    private func checkDAT() throws(CommandFailure) {
        guard let path = options.dat else { return }
        let isList: Bool
        do throws(ImageError) {
            isList = try DATReader.isList(path)
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
        guard isList else {
            throw CommandFailure(.usage, "\(path) is not a DAT file in Logiqx XML")
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
}
