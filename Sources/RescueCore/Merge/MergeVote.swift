/// What the copies say of one sector.
enum MergeVote: Hashable {
    /// They have the same bytes.
    case agreement
    /// They do not; it was decided for a holder, by its place among the holders.
    case decided(Int, MergeDecision)
    /// They do not, and nobody can tell which are right.
    case undecided

    /// Counts the votes.
    ///
    /// - Parameters:
    ///   - holders: The copies that have the sector.
    ///   - preferred: The copy that decides where no majority does.
    ///   - areEqual: Whether two holders, by their places, have the same bytes.
    init(_ holders: [Int], preferred: Int?, areEqual: (Int, Int) -> Bool) {
        // The first holder of each opinion, and how many share it.
        var opinions: [(first: Int, votes: Int)] = []
        for place in holders.indices {
            if let known = opinions.firstIndex(where: { areEqual($0.first, place) }) {
                opinions[known].votes += 1
            } else {
                opinions.append((place, 1))
            }
        }
        if opinions.count == 1 {
            self = .agreement
        } else if let winner = opinions.first(where: { $0.votes * 2 > holders.count }) {
            self = .decided(winner.first, .majority)
        } else if let preferred, let place = holders.firstIndex(of: preferred) {
            self = .decided(place, .preferred)
        } else {
            self = .undecided
        }
    }
}
