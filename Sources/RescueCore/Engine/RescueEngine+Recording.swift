/// What is recorded of a rescue, and what is not believed any more.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// A look at the disc takes no more than this part of the time: one in so many.
    private static var lookShare: Int { 20 }
    /// After something was taken back, the next checkpoint comes so soon.
    private static var hastyInterval: Duration { .seconds(1) }
    /// So often in a row what was read may be taken back before it could be recorded.
    static var mostSetbacks: Int { 32 }

    /// Records everything, if the disc is still the one that the run began with.
    ///
    /// While the disc cannot be looked at nothing is recorded, and the next checkpoint decides.
    mutating func checkpoint() throws(Sink.Failure) -> DiscMatch {
        let start = host.now()
        var check = DiscMatch.sameDisc
        if hasUnconfirmed {
            check = lookAtDisc(isThorough: false)
            if check != .otherDisc { try takeBackWhatTheLookCost() }
        }
        if check == .sameDisc { try record() }
        let end = host.now()
        lastCheckpoint = end
        lookTime = end - start
        nextCheckpoint = end + max(interval, lookTime * Self.lookShare)
        return check
    }

    /// Whether it is time for a checkpoint.
    var isCheckpointDue: Bool { host.now() >= nextCheckpoint || sink.wantsCheckpoint }

    /// Whether a checkpoint between two phases is worth what a look at the disc costs here.
    var isCheckpointCheap: Bool { host.now() - lastCheckpoint >= lookTime * 5 }

    /// Records what can be recorded at the end of a run; the rest is taken back.
    mutating func close(after end: RescueEnd) throws(Sink.Failure) -> RescueEnd {
        let check = end == .otherDisc ? .otherDisc : try checkpoint()
        if check == .sameDisc { return end }
        try distrustUnconfirmed()
        try record()
        return switch (check, end) {
        case (.otherDisc, _): .otherDisc
        case (.unknown(let fault), .complete), (.unknown(let fault), .exhausted),
            (.unknown(let fault), .chosenRead), (.unknown(let fault), .refused):
            .driveLost(fault ?? ReadFault(.unproven, reading: SectorRange(0, 0)))
        default: end
        }
    }

    mutating func record() throws(Sink.Failure) {
        try sink.checkpoint(progress.map, phase: progress.phase)
        if hasUnconfirmed {
            setbacks = 0
            interval = min(policy.checkpointInterval, interval * 2)
        }
        unconfirmed.removeAll()
        unconfirmedFormTwo.removeAll()
        report(.checkpoint)
    }

    /// Takes back what was learnt since the last checkpoint; it will be read again.
    ///
    /// All of it is taken out of the map before the first byte is erased, which may fail.
    mutating func distrustUnconfirmed() throws(Sink.Failure) {
        guard hasUnconfirmed else { return }
        let (rescued, formTwo) = (unconfirmed, unconfirmedFormTwo)
        unconfirmed.removeAll()
        unconfirmedFormTwo.removeAll()
        for range in rescued + formTwo { markUntried(range) }
        formTwo.forEach { progress.forgetFormTwo($0) }
        let sectors = rescued.reduce(0) { $0 + $1.count }
        progress.sectorsRescued -= sectors
        noteSetback()
        report(.distrusted(sectors: sectors))
        for range in rescued { try sink.erase(range) }
    }

    /// After a look at the disc: a command of it was given up, or it showed that sectors were misread.
    mutating func takeBackWhatTheLookCost() throws(Sink.Failure) {
        if lookAccount.isSuspicious {
            lookAccount.isSuspicious = false
            try distrustUnconfirmed()
        }
        let sectors = misread.map { SectorRange(start: $0, count: 1) }
        guard !sectors.isEmpty else { return }
        misread.removeAll()
        sectors.forEach { markUntried($0) }
        unconfirmed = SectorSet(unconfirmed).subtracting(SectorSet(sectors)).ranges
        progress.sectorsRescued -= sectors.count
        noteSetback()
        report(.distrusted(sectors: sectors.count))
        for range in sectors { try sink.erase(range) }
    }

    private mutating func markUntried(_ range: SectorRange) {
        progress.map.mark(range, as: .untried)
        schedule.noteChange(of: range, in: progress.map)
        care.update { $0.forget(range) }
    }

    private mutating func noteSetback() {
        setbacks += 1
        totalSetbacks += 1
        interval = min(policy.checkpointInterval, Self.hastyInterval)
        nextCheckpoint = min(nextCheckpoint, host.now() + interval)
    }

    /// Whether something would be lost by a crash.
    var hasUnconfirmed: Bool { !unconfirmed.isEmpty || !unconfirmedFormTwo.isEmpty }

    /// Notes what a crash would cost.
    mutating func noteUnconfirmed(_ range: SectorRange) {
        unconfirmed.appendMerging(range)
    }
}
