/// Finds the checksums of one file in a list such as `SHA256SUMS`, as the list's bytes come in.
///
/// Names are compared, never opened; of a path in the list the last part counts. Memory is bounded,
/// whatever the list holds.
package struct ChecksumListReader: Sendable {
    /// How well a line's name fits.
    private enum Fit: Int, Comparable {
        case lastPart, exact

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The most sums that are kept: two of one kind contradict each other already.
    static let mostSums = 64

    private let name: [UInt8]
    private var lines = ChecksumLines()
    private var bestFit = Fit.lastPart
    /// The sums of the names that fit best.
    private var best: Set<ListedSum> = []
    /// The first line, if it has a sum and no name.
    private var bare: ListedSum?

    /// Makes a reader that looks for a file name, without a directory.
    package init(name: String) {
        self.name = Array(name.utf8)
    }

    /// Takes the next bytes of the list.
    package mutating func take(_ bytes: borrowing Span<UInt8>) {
        var index = 0
        while let entry = lines.next(in: bytes, from: &index) { note(entry) }
    }

    /// Ends the list.
    ///
    /// - Returns: The sums listed for the file, those only that fit best: for its very name, or for
    ///   that name in a directory, or a bare sum that is the only line. More than one of the same
    ///   kind contradict each other; of very many, `mostSums` are kept.
    package consuming func finish() -> [ListedSum] {
        if let entry = lines.last() { note(entry) }
        if best.isEmpty, let bare, lines.count == 1 { return [bare] }
        return best.sorted { ($0.kind.rawValue, $0.digits) < ($1.kind.rawValue, $1.digits) }
    }

    private mutating func note(_ entry: ChecksumLines.Entry) {
        if entry.name.isEmpty {
            if lines.count == 1 { bare = entry.sum }
        } else if entry.name.elementsEqual(name) {
            note(entry.sum, .exact)
        } else if entry.name.split(separator: 0x2F).last?.elementsEqual(name) == true {
            note(entry.sum, .lastPart)
        }
    }

    private mutating func note(_ sum: ListedSum, _ fit: Fit) {
        if fit > bestFit {
            bestFit = fit
            best = []
        }
        if fit == bestFit, best.count < Self.mostSums { best.insert(sum) }
    }
}
