import RescueCore

/// The table of the benchmark: isorip beside the peers, a row for each kind of disc.
package enum PeerTable {
    /// What the columns are, for who reads the table.
    package static let legend = """
        Failing reads are counted for each ECC block that cannot be read (each sector, on a CD and in
        a drive that delivers the good sectors of a bad block). Times are those of the drive, as
        ratios: the median over all discs, and the worst in brackets. "least" is a clean read and one
        failing read for each such block. "90 %" compares with 1.1 times a clean read and one failing
        read for each 64 KiB that hold damage. "got" is the share of the readable sectors; "behind"
        counts the sectors, over all discs, that a peer got and isorip did not.
        """

    /// The table over all discs that are damaged and that peers have read.
    package static func table(_ comparisons: [Comparison]) -> TextTable {
        var table = TextTable(
            ["disc", "discs", "isorip"] + Peer.allCases.map(\.rawValue) + [
                "end : least", "end : ddrescue", "end : tuned", "90 % : limit", "99 % : ddrescue",
                "got", "behind",
            ])
        for family in DiscProfile.Family.allCases {
            for reportsLBA in [true, false] {
                let group = comparisons.filter {
                    $0.measurement.damageCase.family == family
                        && $0.measurement.damageCase.reportsLBA == reportsLBA
                        && $0.measurement.facts.badUnits > 0 && !$0.peers.isEmpty
                }
                guard !group.isEmpty else { continue }
                let title = "\(family.rawValue), \(reportsLBA ? "LBA" : "no LBA")"
                table.rows.append([title] + words(for: group))
            }
        }
        return table
    }

    private static func words(for group: [Comparison]) -> [String] {
        func spread(_ value: (Comparison) -> Double?) -> String {
            Spread(group.compactMap(value)).words
        }
        let failures = Spread(group.compactMap(\.measurement.failuresPerUnit))
        let behind = group.reduce(0) { $0 + max(0, $1.sectorsBehind) }
        return ["\(group.count)", failures.words]
            + Peer.allCases.map { failuresPerUnit(of: $0, in: group).fixed(2) }
            + [
                spread { $0.measurement.outcome.seconds / $0.measurement.leastSeconds },
                spread { $0.timeRatio(to: .ddrescue) }, spread { $0.timeRatio(to: .tunedDdrescue) },
                spread(\.ratioAt90), spread { $0.ratioAt99(to: .ddrescue) },
                share(of: group),
                "\(behind)",
            ]
    }

    /// The median over the discs that a peer has read.
    private static func failuresPerUnit(of peer: Peer, in group: [Comparison]) -> Double? {
        Spread(
            group.compactMap { comparison in
                comparison.peers[peer].map {
                    Double($0.failedReads) / Double(comparison.measurement.facts.badUnits)
                }
            })?.median
    }

    /// How much of the readable sectors isorip got.
    private static func share(of group: [Comparison]) -> String {
        let recovered = group.reduce(0) { $0 + $1.measurement.outcome.recovered }
        let readable = group.reduce(0) { $0 + $1.measurement.facts.readable }
        return (Double(recovered) * 100 / Double(readable)).fixed(2) + " %"
    }
}
