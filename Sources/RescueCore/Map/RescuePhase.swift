/// What a rescue is about at a moment, in the order of the phases.
public enum RescuePhase: String, CaseIterable, Hashable, Sendable {
    /// Reading what was not tried yet, in large pieces, past the damage.
    case copying = "copying"
    /// Looking at failed pieces ECC block by ECC block.
    case trimming = "trimming"
    /// Reading what was never tried because it lies between failures.
    case sweeping = "sweeping"
    /// Reading the sectors of unreadable ECC blocks one by one.
    case scraping = "scraping"
    /// Trying unreadable ECC blocks again.
    case retrying = "retrying"
    /// Nothing is left to do.
    case finished = "finished"
}
