/// Finds the checksums of one file in a list such as `SHA256SUMS`, as the list's bytes come in.
///
/// Names are compared, never opened; of a path in the list the last part counts. Memory is bounded,
/// whatever the list holds.
public struct ChecksumListReader: Sendable {
    /// How well a line's name fits.
    private enum Fit: Int, Comparable {
        case bare, lastPart, exact

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private let name: [UInt8]
    private var lines = ChecksumLines()
    private var best: [ListedSum: Fit] = [:]

    /// Makes a reader that looks for a file name, without a directory.
    public init(name: String) {
        self.name = Array(name.utf8)
    }

    /// Takes the next bytes of the list.
    public mutating func take(_ bytes: borrowing Span<UInt8>) {
        var index = 0
        while let entry = lines.next(in: bytes, from: &index) { note(entry) }
    }

    /// Ends the list.
    ///
    /// - Returns: The sums listed for the file, those only that fit best: for its very name, or for
    ///   that name in a directory, or a bare sum that is the only line. More than one of the same
    ///   kind contradict each other.
    public consuming func finish() -> [ListedSum] {
        if let entry = lines.last() { note(entry) }
        guard let fit = best.values.max(), fit > .bare || lines.count == 1 else { return [] }
        return best.filter { $0.value == fit }.keys.sorted {
            ($0.kind.rawValue, $0.digits) < ($1.kind.rawValue, $1.digits)
        }
    }

    private mutating func note(_ entry: ChecksumLines.Entry) {
        let fit: Fit? =
            if entry.name.isEmpty {
                .bare
            } else if entry.name.elementsEqual(name) {
                .exact
            } else if entry.name.split(separator: 0x2F).last?.elementsEqual(name) == true {
                .lastPart
            } else {
                nil
            }
        if let fit { best[entry.sum] = max(fit, best[entry.sum] ?? fit) }
    }
}
