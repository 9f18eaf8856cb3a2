/// How a verification goes about it.
public struct VerifyPolicy: Hashable, Sendable {
    /// The most sectors that one command reads.
    public var commandSectors: Int

    /// How many sectors share one ECC block.
    public var eccBlockSectors: Int

    /// How many sectors the cache of no drive holds: 16 MiB.
    ///
    /// So much of another place is read before anything is read again, so that the drive has to go
    /// to the disc. Discs that are not larger than two of these are read past the cache (FUA).
    public var cacheSectors = 8_192

    /// How many differing sectors are read a third time, their bytes kept in memory: 16 MiB.
    ///
    /// Of the others it is only told that they differ.
    public var thirdReads = 8_192

    /// How often the disc is looked at, whether it is still the same.
    public var checkInterval: Duration = .seconds(30)

    /// How long a drive is waited for that is not ready, or gone.
    public var patience: Duration = .seconds(60)

    /// When to stop, counted from the start; nil: never.
    public var maxTime: Duration?

    /// Makes a policy for discs with so many sectors in an ECC block.
    public init(eccBlockSectors: Int, commandSectors: Int = 32) {
        precondition(eccBlockSectors > 0 && commandSectors > 0)
        self.eccBlockSectors = eccBlockSectors
        self.commandSectors = commandSectors
    }
}
