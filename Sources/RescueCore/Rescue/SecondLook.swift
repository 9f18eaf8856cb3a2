/// Decides for how long bad blocks are read again that nobody asked to retry.
///
/// Some blocks fail by chance: every program that reads a bad block sector by sector tries it many
/// times without meaning to, and gets some of them. A few blocks are read again; if one of them can be
/// read now, all are, for as long as enough of them give something.
struct SecondLook: Sendable {
    /// How many more blocks may fail.
    private var credit: Int
    private var successes = 0

    /// A block that could be read pays for so many that could not.
    private static let failuresPerSuccess = 8

    /// Begins to look again at so many unreadable sectors.
    ///
    /// The bad blocks that probes have read again already count.
    init(at sectors: Int, habit: BlockHabit) {
        let blocks = (sectors + habit.unit - 1) / habit.unit
        credit =
            habit.flakyBlocks > 0
            ? Self.failuresPerSuccess : max(1, min(4, blocks / 8)) - habit.blocksReadAgain
    }

    /// Whether it is not worth while any more.
    var isOver: Bool { credit <= 0 }

    mutating func succeeded() {
        successes += 1
        credit += Self.failuresPerSuccess
    }

    mutating func failed() {
        credit -= 1
    }

    /// Ends a pass over all blocks; tells whether another one is worth while.
    mutating func endPass() -> Bool {
        defer { successes = 0 }
        return !isOver && successes > 0
    }
}
