import RescueCore

/// What is about to be verified: the first JSON line, and the first sentence.
struct VerifyStartLine: Encodable {
    var event = "verify-start"
    var version = Version.current
    var image: String
    var device: String
    var sectors: Int
    var hasFirstPass: Bool

    /// The line for a person.
    var sentence: String {
        let size = Format.bytes(sectors * Sector.size)
        let record =
            hasFirstPass ? "" : ", without a record of what was read first"
        return "comparing \(image) with the disc in \(device) (\(size))\(record)"
    }
}

/// Where a verification stands; at the most once a second.
struct VerifyProgressLine: Encodable {
    var event = "verify-progress"
    var lba: Int
    var comparedSectors: Int
    var sectors: Int
    var differingSectors: Int
    var readErrors: Int
    var seconds: Double

    init(_ progress: VerifyProgress) {
        lba = progress.position
        comparedSectors = progress.sectorsRead
        sectors = progress.sectorsToCompare
        differingSectors = progress.differing
        readErrors = progress.readErrors
        seconds = progress.elapsed.seconds
    }
}

/// The last line: what was found.
struct VerifyDoneLine: Encodable {
    var event = "verify-done"
    var verdict: String
    var status: Int32
    var identicalSectors: Int
    var unreadableSectors: Int
    var skippedSectors: Int
    var findings: [RipRecord.Verification.Finding]
    var readErrors: Int
    var seconds: Double
}

extension VerifyProgress {
    /// The progress in one line: `61.3 %, 2.88 GB of 4.70 GB, 11.2 MB/s, 4:21 elapsed, 2:43 left`.
    var text: String {
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
