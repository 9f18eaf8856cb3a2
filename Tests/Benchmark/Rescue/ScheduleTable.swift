import RescueCore

/// The tables over isorip alone.
enum ScheduleTable {
    private static let columns = [
        "bad units", "failed", "per unit", "90 %", "limit", "99 %", "100 %", "end", "clean",
        "reads", "recovered", "readable",
    ]

    /// A row for each disc, with the ratios to what is known of peers.
    static func ofDiscs(_ comparisons: [Comparison]) -> TextTable {
        var table = TextTable(
            ["disc"] + columns + ["end : ddrescue", "end : tuned", "99 % : ddrescue", "behind"])
        table.rows = comparisons.map { comparison in
            let measurement = comparison.measurement
            return [measurement.damageCase.name] + words(for: [measurement]) + [
                comparison.timeRatio(to: .ddrescue).fixed(2),
                comparison.timeRatio(to: .tunedDdrescue).fixed(2),
                comparison.ratioAt99(to: .ddrescue).fixed(2),
                comparison.peers.isEmpty ? "-" : "\(max(0, comparison.sectorsBehind))",
            ]
        }
        return table
    }

    /// A row for each profile, and one for all of each family, with and without the failing LBA.
    ///
    /// The numbers are sums over the seeds. The huge dead area would drown all others in that one.
    static func ofProfiles(_ measurements: [Measurement]) -> TextTable {
        var table = TextTable(["damage"] + columns)
        for family in DiscProfile.Family.allCases {
            for reportsLBA in [true, false] {
                let group = measurements.filter {
                    $0.damageCase.family == family && $0.damageCase.reportsLBA == reportsLBA
                }
                let title = "\(family.rawValue), \(reportsLBA ? "LBA" : "no LBA")"
                for profile in DamageProfile.allCases {
                    let some = group.filter { $0.damageCase.profile == profile }
                    guard !some.isEmpty else { continue }
                    table.rows.append(["\(title), \(profile.rawValue)"] + words(for: some))
                }
                let usual = group.filter(\.damageCase.profile.isForPeers)
                guard !usual.isEmpty else { continue }
                table.rows.append(["\(title), all usual"] + words(for: usual))
            }
        }
        return table
    }

    private static func words(for group: [Measurement]) -> [String] {
        func sum(_ value: (Measurement) -> Int) -> Int { group.reduce(0) { $0 + value($1) } }
        func time(_ value: (Measurement) -> Double?) -> String {
            let values = group.compactMap(value)
            return values.count < group.count ? "-" : values.reduce(0, +).fixed(1)
        }
        let units = sum(\.facts.badUnits)
        let failed = sum(\.outcome.failedReads)
        return [
            "\(units)", "\(failed)",
            (units == 0 ? nil : Double(failed) / Double(units)).fixed(2),
            time { $0.outcome.reached[90] }, time(\.limitOf90), time { $0.outcome.reached[99] },
            time { $0.outcome.reached[100] }, time(\.outcome.seconds), time(\.cleanSeconds),
            "\(sum(\.outcome.reads))", "\(sum(\.outcome.recovered))", "\(sum(\.facts.readable))",
        ]
    }
}
