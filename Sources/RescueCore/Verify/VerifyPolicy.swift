/// How a verification goes about it.
package struct VerifyPolicy: Hashable, Sendable {
    /// The most sectors that one command reads.
    package var commandSectors: Int

    /// How many sectors share one ECC block.
    package var eccBlockSectors: Int

    /// How many sectors the cache of no drive holds: 16 MiB.
    ///
    /// So much of another place is read before anything is read again, so that the drive has to go
    /// to the disc. Discs that are not larger than two of these are read past the cache (FUA).
    package var cacheSectors = 8_192

    /// How many differing sectors are read a third time, their bytes kept in memory: 16 MiB.
    ///
    /// Of the others it is only told that they differ.
    package var thirdReads = 8_192

    /// How often the disc is looked at, whether it is still the same.
    package var checkInterval: Duration = .seconds(30)

    /// How long a drive is waited for that is not ready, or gone.
    package var patience: Duration = .seconds(60)

    /// When to stop, counted from the start; nil: never.
    package var maxTime: Duration?

    /// Makes a policy for discs with so many sectors in an ECC block.
    package init(eccBlockSectors: Int, commandSectors: Int = 32) {
        precondition(eccBlockSectors > 0 && commandSectors > 0)
        self.eccBlockSectors = eccBlockSectors
        self.commandSectors = commandSectors
    }
}
