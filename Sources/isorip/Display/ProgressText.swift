import RescueCore

/// The progress of a rip in words; the same words on a terminal, in a log and after SIGUSR1.
struct ProgressText {
    var progress: RescueProgress
    var bytesPerSecond: Double
    var family: DiscProfile.Family

    /// How much is rescued: `61.3 %`.
    var percent: String {
        Format.percent(progress.map.count(of: .rescued), of: progress.map.wantedCount)
    }

    /// How much that is: `2.88 GB of 4.70 GB`.
    var amount: String {
        let whole = progress.map.wantedCount * Sector.size
        let rescued = progress.map.count(of: .rescued) * Sector.size
        return "\(Format.bytes(rescued)) of \(Format.bytes(whole))"
    }

    /// How fast it goes: `11.2 MB/s (8.10x)`.
    var rate: String {
        let multiple = bytesPerSecond / family.singleSpeed
        return "\(Format.rate(bytesPerSecond)) (\(Format.speed(multiple)))"
    }

    /// How long it takes: `4:21 elapsed, 2:43 left`.
    ///
    /// What is left is told only as long as good data comes in.
    var time: String {
        let elapsed = "\(Format.duration(progress.elapsed)) elapsed"
        guard let left = timeLeft else { return elapsed }
        return "\(elapsed), \(Format.duration(left)) left"
    }

    /// What is hurt: `no bad sectors`; `48 bad sectors, 3 read errors`.
    var damage: String {
        let bad = progress.map.count(of: .unreadable)
        let open =
            progress.map.count(of: .untrimmed) + progress.map.count(of: .unscraped)
        // What is to be looked at may well be bad.
        let none = open > 0 ? "no bad sectors yet" : "no bad sectors"
        var parts = [bad == 0 ? none : Format.count(bad, "bad sector")]
        if open > 0 { parts.append("\(Format.grouped(open)) to look at") }
        if progress.readErrors > 0 { parts.append(Format.count(progress.readErrors, "read error")) }
        return parts.joined(separator: ", ")
    }

    /// All of it in one line.
    var line: String {
        [percent, amount, rate, time, damage].joined(separator: ", ")
    }

    /// By the mean of the whole run: what damage costs now says little of the rest of the disc.
    ///
    /// Of a part of the disc nothing is told: it may be all that is to be read.
    private var timeLeft: Duration? {
        let left = progress.map.count(of: .untried)
        guard progress.phase == .copying, progress.stage?.sectors == nil, left > 0,
            progress.sectorsRescued > 0, progress.elapsed > .seconds(3)
        else { return nil }
        return progress.elapsed * (Double(left) / Double(progress.sectorsRescued))
    }
}

extension RescuePhase {
    /// The phase as an activity.
    var activity: String {
        switch self {
        case .copying: "copying"
        case .trimming: "narrowing down damage"
        case .sweeping: "reading what lies between failures"
        case .scraping: "reading sectors one by one"
        case .retrying: "retrying"
        case .finished: "done"
        }
    }
}
