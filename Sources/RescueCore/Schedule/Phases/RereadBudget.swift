/// Decides for how long bad blocks are read again that nobody asked to retry.
///
/// Some blocks fail by chance: every program that reads a bad block sector by sector tries it many
/// times without meaning to, and gets some of them. A few blocks are read again; if one of them can be
/// read now, all are, pass after pass, for as long as enough of them give something.
struct RereadBudget: Sendable {
    /// How many more looks may fail.
    private var credit: Int
    /// How many failing looks a block that could be read pays for: the more sectors it has, the more.
    private let pay: Int

    /// How many looks are made on any disc.
    private static let first = 6

    /// Begins to look again at a number of unreadable sectors.
    ///
    /// The bad blocks that probes have read again already count.
    init(at sectors: Int, yield: BlockYield) {
        pay = max(4, yield.unit / 2)
        credit =
            yield.flakyBlocks > 0
            ? pay : max(1, min(Self.first, sectors / 4)) - yield.blocksReadAgain
    }

    /// Whether another look is no longer worthwhile.
    var isOver: Bool { credit <= 0 }

    /// Takes note of a block that could be read.
    ///
    /// What was earned early on is not all spent on what is left when nothing more can be had.
    mutating func succeeded() {
        credit = min(credit + pay, max(pay, min(2 * pay, 16)))
    }

    /// Takes note of a block that could not.
    mutating func failed() {
        credit -= 1
    }
}
