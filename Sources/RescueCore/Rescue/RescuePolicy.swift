/// What a rescue may cost and how it goes about it: everything that can be chosen.
public struct RescuePolicy: Hashable, Sendable {
    /// The most sectors that one command reads.
    ///
    /// 32 sectors are 64 KiB: what every USB bridge takes, two ECC blocks of a DVD, one of a BD.
    public var chunkSectors: Int

    /// How many sectors share one ECC block: the unit in which a disc loses data.
    public var eccBlockSectors: Int

    /// How much time may be spent for how little data.
    public var effort: RescueEffort

    /// How often an unreadable ECC block is tried again after everything else was done.
    public var retries: Int

    /// The multiple of the medium's 1x that the drive is to keep to; nil: as fast as it can.
    public var speed: Double?

    /// The multiples of 1x of one retry after the other, from the first again when they end.
    ///
    /// What cannot be read at one speed may be readable at another, not always a lower one. Empty:
    /// all retries at `speed`; that is never exceeded.
    public var retrySpeeds: [Double?] = []

    /// When to stop, counted from the start of the run; nil: never.
    public var maxTime: Duration?

    /// How many reads may fail before the run stops; nil: any number.
    public var maxReadErrors: Int?

    /// How much may be read before it is recorded: the most that a crash can cost.
    public var checkpointInterval: Duration

    /// How long a drive is waited for that is not ready, or gone.
    public var patience: Duration

    /// Makes a policy; the chunk is cut down to whole ECC blocks where it holds more than one.
    public init(
        eccBlockSectors: Int, chunkSectors: Int = 32, effort: RescueEffort = .normal,
        retries: Int = 1, maxTime: Duration? = nil, maxReadErrors: Int? = nil,
        checkpointInterval: Duration = .seconds(30), patience: Duration = .seconds(60)
    ) {
        precondition(eccBlockSectors > 0 && chunkSectors > 0 && retries >= 0)
        self.eccBlockSectors = eccBlockSectors
        self.chunkSectors =
            chunkSectors > eccBlockSectors
            ? chunkSectors / eccBlockSectors * eccBlockSectors : chunkSectors
        self.effort = effort
        self.retries = effort == .quick ? 0 : retries
        self.maxTime = maxTime
        self.maxReadErrors = maxReadErrors
        self.checkpointInterval = checkpointInterval
        self.patience = patience
    }
}
