/// How much time a rescue may take for how little data.
public enum RescueEffort: String, CaseIterable, Hashable, Sendable {
    /// The good data only: one sweep over the disc and back to the far side of what it left.
    ///
    /// It costs a few failing reads for each damaged area, however large the area is.
    case quick = "quick"
    /// Everything that this drive gives of this disc.
    ///
    /// It costs one failing read for each ECC block that cannot be read, and as much again for each
    /// retry. A few probes, one for sixteen such blocks, find out whether the drive hands out good
    /// sectors of a bad block; if it does, all of them are asked for. Bad blocks are read again as
    /// long as that pays.
    case normal = "normal"
    /// Everything, and nothing is left to what the drive did elsewhere on the disc.
    ///
    /// Each sector of a bad block is asked for: it costs one failing read for each sector that
    /// cannot be read, 16 times as many on a DVD, 32 times as many on a BD.
    case thorough = "thorough"

    /// How often an unreadable block is tried again, if so often was wanted: a quick rip does without.
    package func retries(_ wanted: Int) -> Int { self == .quick ? 0 : wanted }
}
