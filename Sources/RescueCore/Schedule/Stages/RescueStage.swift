/// A part of a rescue: the sectors that are read before those of the stages behind it.
public struct RescueStage: Hashable, Sendable {
    /// What the sectors of a stage are.
    public enum Aim: String, Hashable, Sendable {
        /// Descriptors, directories, and whatever else tells where files lie.
        case metadata = "metadata"
        /// The files that somebody chose, and what leads to them.
        case chosen = "chosen"
        /// Everything that is used by a file, or by the filesystem itself.
        case used = "used"
        /// Everything.
        case rest = "rest"
    }

    /// What the sectors are.
    public var aim: Aim

    /// Which sectors are read; nil: all that are missing.
    ///
    /// They are read in whole ECC blocks.
    public var sectors: SectorSet?

    /// The chosen files, as far as they are known.
    public var files: ChosenFiles

    /// Whether everything is done for these sectors that is to be done for any.
    ///
    /// If not, the damage is narrowed down, and retrying is left to a later stage, as is the decision
    /// what this drive gives of bad blocks.
    public var isLast: Bool

    /// Makes a stage.
    package init(
        _ aim: Aim, _ sectors: SectorSet?, files: ChosenFiles = ChosenFiles(),
        isLast: Bool = false
    ) {
        self.aim = aim
        self.sectors = sectors
        self.files = files
        self.isLast = isLast
    }
}
