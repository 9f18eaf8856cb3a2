/// What a rescue may cost and how it goes about it: everything that can be chosen.
package struct RescuePolicy: Hashable, Sendable {
    /// The most sectors that one command reads.
    ///
    /// 32 sectors are 64 KiB: what every USB bridge takes, two ECC blocks of a DVD, one of a BD.
    package var commandSectors: Int

    /// How many sectors share one ECC block: the unit in which a disc loses data.
    package var eccBlockSectors: Int

    /// How much time may be spent for how little data.
    package var effort: RescueEffort

    /// How often an unreadable ECC block is tried again after everything else was done.
    package var retries: Int

    /// The multiple of the medium's 1x that the drive is to keep to; nil: as fast as it can.
    package var speed: Double?

    /// The multiples of 1x of one retry after the other, from the first again when they end.
    ///
    /// What cannot be read at one speed may be readable at another, not always a lower one. Empty:
    /// all retries at `speed`; that is never exceeded.
    package var retrySpeeds: [Double?] = []

    /// When to stop, counted from the start of the run; nil: never.
    package var maxTime: Duration?

    /// How many reads may fail before the run stops; nil: any number.
    package var maxReadErrors: Int?

    /// How much may be read before it is recorded: the most that a crash can cost.
    package var checkpointInterval: Duration

    /// How long a drive is waited for that is not ready, or gone.
    package var patience: Duration

    /// Makes a policy; a command is cut down to whole ECC blocks where it holds more than one.
    package init(
        eccBlockSectors: Int, commandSectors: Int = 32, effort: RescueEffort = .normal,
        retries: Int = 1, maxTime: Duration? = nil, maxReadErrors: Int? = nil,
        checkpointInterval: Duration = .seconds(30), patience: Duration = .seconds(60)
    ) {
        precondition(eccBlockSectors > 0 && commandSectors > 0 && retries >= 0)
        self.eccBlockSectors = eccBlockSectors
        self.commandSectors =
            commandSectors > eccBlockSectors
            ? commandSectors / eccBlockSectors * eccBlockSectors : commandSectors
        self.effort = effort
        self.retries = effort.retries(retries)
        self.maxTime = maxTime
        self.maxReadErrors = maxReadErrors
        self.checkpointInterval = checkpointInterval
        self.patience = patience
    }

    /// Reads no more in one command than a device takes, in whole ECC blocks if that is possible.
    package mutating func limitCommands(to limit: Int?) {
        guard let limit, limit < commandSectors else { return }
        commandSectors =
            limit > eccBlockSectors ? limit / eccBlockSectors * eccBlockSectors : max(1, limit)
    }
}
