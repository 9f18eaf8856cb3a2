/// What was measured of the peers: a line for each disc and program.
///
/// ```
/// DISC FINGERPRINT PROGRAM SECONDS READS FAILED RECOVERED SECONDS-TO-90% -TO-99% -TO-100%
/// ```
///
/// A dash stands for a share that was never reached.
package struct PeerResults {
    private var outcomes: [String: [Peer: Outcome]] = [:]

    /// Reads the lines of a file; one that does not look as it should is passed over.
    package init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map { String($0) }
            guard words.count == 10, let peer = Peer(rawValue: words[2]),
                let outcome = Outcome(words[3...])
            else { continue }
            outcomes[Self.key(words[0], words[1]), default: [:]][peer] = outcome
        }
    }

    /// What came of a disc, by program; nothing that was measured on another one.
    package func outcomes(of damageCase: DamageCase) -> [Peer: Outcome] {
        let twin = damageCase.peerCase
        return outcomes[Self.key(twin.name, twin.fingerprint)] ?? [:]
    }

    private static func key(_ name: String, _ fingerprint: String) -> String {
        name + " " + fingerprint
    }
}

extension Outcome {
    /// Makes an outcome of the words of a line.
    fileprivate init?(_ words: ArraySlice<String>) {
        let words = Array(words)
        guard let seconds = Double(words[0]), let reads = Int(words[1]),
            let failed = Int(words[2]), let recovered = Int(words[3])
        else { return nil }
        var reached: [Int: Double] = [:]
        for (mark, word) in zip(Self.marks, words[4...]) {
            reached[mark] = Double(word)
        }
        self.init(
            seconds: seconds, reads: reads, failedReads: failed, recovered: recovered,
            reached: reached)
    }
}
