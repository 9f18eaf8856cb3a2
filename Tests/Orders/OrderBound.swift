import RescueCore

/// How much a run may cost, whatever happens to it.
struct OrderBound {
    /// A sector is read in at most so many commands: in each phase once, and in each retry.
    private static let readsPerSector = 8

    /// Between two reads there is one look at the disc at most, asked three times at most; while the drive
    /// is waited for, each second has one try to reach it and one look.
    let commands: Int

    /// Each event costs the patience and the rests of one check at most, each read one second.
    ///
    /// The time of commands without an answer comes on top. A limit of time is passed by one rest and one look at most.
    let time: Duration

    /// What was asked for before the end was asked for is finished, and the disc looked at.
    let commandsAfterStop: Int

    /// Computes the bound.
    ///
    /// - Parameters:
    ///   - setting: The disc and the policy.
    ///   - events: How many events there are.
    ///   - silence: For how long commands were not answered, together.
    init(_ setting: OrderSetting, events: Int, silence: Duration) {
        let witnesses = Self.readsPerLook(setting)
        let reads = setting.sectorCount * Self.readsPerSector + 32 * events
        let waits = (events + 1) * setting.patience
        commands = (reads + waits) * (2 + 3 * (1 + witnesses))
        let work: Duration =
            .seconds(waits) + .seconds(65) * (events + 1) + .seconds(1) * reads
            + .milliseconds(20) * commands
        let look: Duration = .seconds(3) + .milliseconds(360) * (1 + witnesses)
        time = silence + (setting.maxTime.map { $0 + .seconds(5) + look } ?? work)
        commandsAfterStop = 4 + 3 + witnesses
    }

    /// A look asks for three descriptors and three sectors of the image, each three times at most; if
    /// one of them differs, for as many sectors again as it compares in doubt.
    private static func readsPerLook(_ setting: OrderSetting) -> Int {
        3 * (3 + 3) + 3 * min(setting.sectorCount, 3 + DiscRecognition.samplesInDoubt)
    }
}
