/// What a rescue is about at a moment, in the order of the phases.
package enum RescuePhase: String, CaseIterable, Hashable, Sendable {
    /// Reading what was not tried yet, in large pieces, past the damage.
    case copying
    /// Looking at failed pieces ECC block by ECC block.
    case trimming
    /// Reading what was never tried because it lies between failures.
    case sweeping
    /// Reading the sectors of unreadable ECC blocks one by one.
    case scraping
    /// Trying unreadable ECC blocks again.
    case retrying
    /// Nothing is left to do.
    case finished
}
