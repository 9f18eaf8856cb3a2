public import RescueCore

/// How a rip goes about it: everything that can be chosen.
public struct RipSettings: Sendable {
    /// How much time may be spent for how little data.
    public var effort = RescueEffort.normal
    /// How often an unreadable ECC block is tried again after everything else was done.
    public var retries = 1
    /// What is read before all else, or alone; nil: the disc from its beginning.
    public var choice: RescueChoice?
    /// Whether the sectors are read again that the last comparison found to differ.
    public var rereadsMismatches = false
    /// When to stop, counted from the start; nil: never.
    public var maxTime: Duration?
    /// How many reads may fail; nil: any number.
    public var maxReadErrors: Int?
    /// How long a drive is waited for that is not ready, or gone, or without its disc.
    public var patience: Duration = .seconds(60)
    /// The multiple of the medium's 1x that the drive is to keep to; nil: as fast as it can.
    public var speed: Double?
    /// Whether a second pass compares the finished image with the disc.
    public var hasSecondPass = true
    /// Whether the tray is opened when the disc was read completely.
    public var ejects = false

    /// Makes the settings of a rip that goes on until the drive gives nothing more.
    public init() {}

    /// The policy of a rescue of a disc, from a device that takes so many sectors in a command.
    func policy(for disc: DiscDescription, transferLimit: Int?) -> RescuePolicy {
        var policy = RescuePolicy(
            eccBlockSectors: disc.family.eccBlockSectors, effort: effort, retries: retries,
            maxTime: maxTime, maxReadErrors: maxReadErrors, patience: patience)
        policy.speed = speed
        policy.retrySpeeds = disc.family.retrySpeeds
        policy.limitCommands(to: transferLimit)
        return policy
    }

    /// What was chosen, by the names of the options, as the record has it.
    var choices: [String: String] {
        var choices = [
            "effort": effort.rawValue, "retries": "\(effort.retries(retries))",
        ]
        choices["max-time"] = maxTime.map { "\($0.seconds)" }
        choices["max-read-errors"] = maxReadErrors.map { "\($0)" }
        return choices
    }
}
