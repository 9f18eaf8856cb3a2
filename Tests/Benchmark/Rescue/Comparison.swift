/// A disc as isorip read it, beside the peers.
package struct Comparison {
    package var measurement: Measurement
    package var peers: [Peer: Outcome]

    package init(_ measurement: Measurement, peers: [Peer: Outcome]) {
        self.measurement = measurement
        self.peers = peers
    }

    /// How long isorip took, as a multiple of a peer's time.
    package func timeRatio(to peer: Peer) -> Double? {
        peers[peer].map { measurement.outcome.seconds / $0.seconds }
    }

    /// When isorip had 99 % of the readable sectors, as a multiple of a peer's time.
    ///
    /// Infinite if it never had them; nil if the peer never had.
    package func ratioAt99(to peer: Peer) -> Double? {
        peers[peer].flatMap { $0.reached[99] }.map { theirs in
            measurement.outcome.reached[99].map { $0 / theirs } ?? .infinity
        }
    }

    /// When isorip had 90 % of the readable sectors, as a multiple of the limit.
    package var ratioAt90: Double {
        measurement.outcome.reached[90].map { $0 / measurement.limitOf90 } ?? .infinity
    }

    /// How many sectors more than isorip the best of the peers recovered.
    package var sectorsBehind: Int {
        (peers.values.map(\.recovered).max() ?? 0) - measurement.outcome.recovered
    }
}

/// A few ratios in two numbers.
package struct Spread: Hashable {
    /// The one in the middle, or between the two in the middle.
    package let median: Double
    /// The largest.
    package let worst: Double

    /// Makes the spread of some ratios; nil if there are none.
    package init?(_ values: [Double]) {
        let sorted = values.sorted()
        guard let last = sorted.last else { return nil }
        worst = last
        let middle = sorted.count / 2
        median =
            sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension Spread? {
    /// Both numbers, the worst in brackets.
    package var words: String {
        map { "\($0.median.fixed(2)) (\($0.worst.fixed(2)))" } ?? "-"
    }
}
